import { describe, expect, it } from 'vitest'
import { presignRequest, signRequest, type ToSign } from '../testing/sign-request.ts'
import type { SignedRequest } from './request.ts'
import { type VerificationOptions, verifySignature } from './verify.ts'

const now = Date.UTC(2026, 10, 7, 8, 9, 5)
const minutes = (count: number) => count * 60_000
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const temporary = { ...keys, accessKeyId: 'ASIDEXAMPLE', sessionToken: 'a+token/with=signs' }

const toSign: ToSign = {
  url: 'https://sts.us-east-1.amazonaws.com/',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'X-Amz-Target': 'Service.Operation' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
  service: 'sts',
  now,
}

const verify = (request: SignedRequest, options: Partial<VerificationOptions<string>> = {}) =>
  verifySignature(request, {
    now,
    region: 'us-east-1',
    service: 'sts',
    presigned: true,
    resolve: (accessKeyId, sessionToken) => {
      const known = [keys, temporary].find(key => key.accessKeyId === accessKeyId)
      const expected = known === temporary ? temporary.sessionToken : undefined
      return known && sessionToken === expected
        ? { kind: 'known', secret: known.secretAccessKey, principal: known.accessKeyId }
        : { kind: 'unknown' }
    },
    ...options,
  })

const verified = (principal: string) => ({ kind: 'verified', accessKeyId: principal, principal })
const refusal = (reason: string, message?: string) =>
  expect.objectContaining({ kind: 'refused', reason, ...(message ? { message } : {}) })

function withHeader(request: SignedRequest, name: string, value: string): SignedRequest {
  const headers = new Headers(request.headers)
  headers.set(name, value)
  return { ...request, headers }
}

function replaceAuthorization(request: SignedRequest, from: string | RegExp, to: string): SignedRequest {
  const authorization = request.headers.get('authorization') ?? ''
  expect(authorization).toMatch(from)
  return withHeader(request, 'authorization', authorization.replace(from, to))
}

describe('a request signed by the AWS SDK', () => {
  it('is verified, with permanent and with temporary credentials', async () => {
    expect(verify(await signRequest(keys, toSign))).toEqual(verified('AKIDEXAMPLE'))
    expect(verify(await signRequest(temporary, toSign))).toEqual(verified('ASIDEXAMPLE'))
  })

  it.each([
    '/a path/%7Euser/ü/%2F',
    '/?b=2&a=1&a=0&empty=&plus=%2B&space=%20&star=*%27()!&ü=ß',
    '/?a-b=1&a=2&A=3',
    '/books/a+b;c=d,e@f:g$h',
  ])('is verified with the path and query %s', async path => {
    const url = new URL(path, 'https://api.example.com:8443').href
    expect(verify(await signRequest(keys, { ...toSign, url, method: 'GET' }))).toEqual(
      verified('AKIDEXAMPLE'),
    )
  })

  it('is verified when the spaces of a header are not as they were signed', async () => {
    const request = await signRequest(keys, { ...toSign, headers: { 'x-note': 'a  b   c' } })
    expect(verify(withHeader(request, 'x-note', '  a b c '))).toEqual(verified('AKIDEXAMPLE'))
  })

  it('is verified with the host of the URL where no header tells it', async () => {
    const request = await signRequest(keys, toSign)
    const headers = new Headers(request.headers)
    headers.delete('host')
    expect(verify({ ...request, headers })).toEqual(verified('AKIDEXAMPLE'))
  })

  it('is refused when any part of it was changed', async () => {
    const request = await signRequest(keys, toSign)
    const changed: Record<string, SignedRequest> = {
      method: { ...request, method: 'PUT' },
      path: { ...request, url: `${request.url}other` },
      query: { ...request, url: `${request.url}?Action=AssumeRole` },
      body: { ...request, body: Buffer.from(`${toSign.body}&More=1`) },
      host: withHeader(request, 'host', 'elsewhere.example'),
      'a signed header': withHeader(request, 'x-amz-target', 'Service.Other'),
      time: withHeader(request, 'x-amz-date', '20261107T080906Z'),
      'the first digit of the signature': replaceAuthorization(request, /Signature=(.)/, 'Signature=z'),
      'a shorter signature': replaceAuthorization(request, /.$/, ''),
      'the list of signed headers': replaceAuthorization(request, 'content-type;', ''),
    }
    const { 'the first digit of the signature': firstDigit, ...others } = changed
    expect(verify(firstDigit ?? request)).toEqual(refusal('incomplete'))
    for (const [part, attempt] of Object.entries(others)) {
      expect({ part, ...verify(attempt) }).toEqual({
        part,
        kind: 'refused',
        reason: 'mismatch',
        message: expect.any(String),
      })
    }
  })

  it('is refused at every single changed digit of the signature', async () => {
    const request = await signRequest(keys, toSign)
    const signature = /Signature=(\w+)/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
    expect(signature).toHaveLength(64)
    for (let index = 0; index < signature.length; index++) {
      const digit = signature[index] === '0' ? '1' : '0'
      const forged = signature.slice(0, index) + digit + signature.slice(index + 1)
      expect(verify(replaceAuthorization(request, signature, forged))).toEqual(refusal('mismatch'))
    }
  })

  it('is refused when it was signed with another secret', async () => {
    const request = await signRequest({ ...keys, secretAccessKey: 'guessed' }, toSign)
    expect(verify(request)).toEqual(refusal('mismatch'))
  })

  it('is refused when the key is unknown, or the session token is not of the key', async () => {
    const message = 'The security token included in the request is invalid.'
    expect(verify(await signRequest({ ...keys, accessKeyId: 'AKIDOTHER' }, toSign))).toEqual(
      refusal('unknownKey', message),
    )
    expect(verify(await signRequest({ ...temporary, sessionToken: 'another' }, toSign))).toEqual(
      refusal('unknownKey', message),
    )
  })

  it('is refused when a header of Amazon was added that is not signed', async () => {
    const request = await signRequest(keys, toSign)
    expect(verify(withHeader(request, 'x-amz-security-token', temporary.sessionToken))).toEqual(
      refusal('incomplete', "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization."),
    )
    expect(verify(replaceAuthorization(request, 'host;', ''))).toEqual(
      refusal('incomplete', "'host' must be a 'SignedHeader' in the AWS Authorization."),
    )
  })

  it('is refused for another service or region, by the credential scope', async () => {
    expect(verify(await signRequest(keys, { ...toSign, service: 'cognito-idp' }))).toEqual(
      refusal('mismatch', "Credential should be scoped to correct service: 'sts'."),
    )
    expect(verify(await signRequest(keys, { ...toSign, region: 'eu-west-1' }))).toEqual(
      refusal('mismatch', "Credential should be scoped to a valid region, not 'eu-west-1'."),
    )
  })

  it('is refused when the scope is of another day than the request', async () => {
    const request = await signRequest(keys, toSign)
    expect(verify(replaceAuthorization(request, '/20261107/', '/20261106/'))).toEqual(
      refusal(
        'mismatch',
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261106' != '20261107', from '20261107T080905Z'.",
      ),
    )
  })

  it('is good for five minutes before and after its time, and the refusal names the times', async () => {
    const request = await signRequest(keys, toSign)
    for (const at of [now - minutes(5), now + minutes(5)]) {
      expect(verify(request, { now: at })).toEqual(verified('AKIDEXAMPLE'))
    }
    expect(verify(request, { now: now + minutes(5) + 1000 })).toEqual(
      refusal(
        'mismatch',
        'Signature expired: 20261107T080905Z is now earlier than 20261107T080906Z (20261107T081406Z - 5 min.)',
      ),
    )
    expect(verify(request, { now: now - minutes(5) - 1000 })).toEqual(
      refusal(
        'mismatch',
        'Signature not yet current: 20261107T080905Z is still later than 20261107T080904Z (20261107T080404Z + 5 min.)',
      ),
    )
  })

  it('is refused when it claims another digest of the body', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    expect(verify(await signRequest(keys, { ...toSign, headers }))).toEqual(
      refusal('mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed."),
    )
  })
})

describe('a presigned URL', () => {
  const url = 'https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15'
  const { body: _, headers: __, ...bare } = toSign

  it('is verified until it expires', async () => {
    const request = await presignRequest(temporary, { ...bare, url }, 900)
    expect(verify(request)).toEqual(verified('ASIDEXAMPLE'))
    expect(verify(request, { now: now + 900_000 })).toEqual(verified('ASIDEXAMPLE'))
    expect(verify(request, { now: now + 901_000 })).toEqual(refusal('mismatch'))
    expect(verify(request, { now: now - minutes(6) })).toEqual(refusal('mismatch'))
  })

  it('is refused when its query was changed, or a part is there twice', async () => {
    const request = await presignRequest(keys, { ...bare, url })
    expect(verify({ ...request, url: request.url.replace('Expires=60', 'Expires=600') })).toEqual(
      refusal('mismatch'),
    )
    expect(verify({ ...request, url: `${request.url}&More=1` })).toEqual(refusal('mismatch'))
    expect(verify({ ...request, url: `${request.url}&X-Amz-Signature=00` })).toEqual(refusal('incomplete'))
    expect(verify({ ...request, url: request.url.replace('Expires=60', 'Expires=999999') })).toEqual(
      refusal('incomplete'),
    )
  })

  it('is not looked at where only headers count', async () => {
    const request = await presignRequest(keys, { ...bare, url })
    expect(verify(request, { presigned: false })).toEqual(refusal('missing'))
  })
})

describe('what is not a signature', () => {
  it('is told apart: none at all, and a malformed one', async () => {
    const request = await signRequest(keys, toSign)
    const headers = new Headers(request.headers)
    headers.delete('authorization')
    expect(verify({ ...request, headers })).toEqual(refusal('missing', 'Missing Authentication Token'))
    const malformed = [
      'Bearer abc',
      'AWS4-HMAC-SHA256',
      'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00',
      'AWS4-HMAC-SHA256 Credential=a/20261107/us-east-1/sts/aws4_request, SignedHeaders=Host, Signature=00',
      'AWS4-HMAC-SHA256 Credential=a/20261107/us-east-1/sts/aws4_request, SignedHeaders=host',
    ]
    for (const authorization of malformed) {
      expect(verify(withHeader(request, 'authorization', authorization))).toEqual(refusal('incomplete'))
    }
    expect(verify(withHeader(request, 'x-amz-date', '2026-11-07T08:09:05Z'))).toEqual(refusal('incomplete'))
  })
})
