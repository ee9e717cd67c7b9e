import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { issueTemporaryCredentials, roleId } from '../../credentials/temporary-credentials.ts'
import type { Environment } from '../../environment.ts'
import type { SignedRequest } from '../../sigv4/request.ts'
import { testEnvironment } from '../../testing/environment.ts'
import { presignRequest, type SigningKeys, signRequest } from '../../testing/sign-request.ts'
import { identityPoolOperations } from '../identity-pools/index.ts'
import { handleSts } from './handle-sts.ts'

const requestId = '01234567-89ab-4def-8123-456789abcdef'
const url = 'http://127.0.0.1:9229/'
const callerIdentity = 'Action=GetCallerIdentity&Version=2011-06-15'
const session = {
  roleArn: 'arn:aws:iam::123456789012:role/app/member',
  sessionName: 'CognitoIdentityCredentials',
  identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  identityId: 'us-east-1:11111111-0000-4000-8000-000000000000',
}

const adminKey = { accessKeyId: 'AKIAADMINADMINADMINA', secretAccessKey: 'of the administrator' }

let environment: Environment
let clock: { now: number }

beforeEach(async () => {
  ;({ environment, clock } = await testEnvironment())
})

afterEach(() => environment.engine.close())

async function send(request: SignedRequest) {
  const response = await handleSts(environment, { ...request, requestId, adminKeys: [adminKey] })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const form = (body: string): SignedRequest => ({
  method: 'POST',
  url,
  headers: new Headers({ host: '127.0.0.1:9229', 'content-type': 'application/x-www-form-urlencoded' }),
  body: Buffer.from(body),
})

const sign = (keys: SigningKeys, body = callerIdentity, region = 'us-east-1') =>
  signRequest(keys, {
    url,
    body,
    service: 'sts',
    region,
    now: clock.now,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  })

const refusal = (code: string, message: string) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`

const invalidToken = refusal('InvalidClientTokenId', 'The security token included in the request is invalid.')

describe('GetCallerIdentity', () => {
  it('names an administrator by the admin key, and nobody who only guesses its secret', async () => {
    const { status, text } = await send(await sign(adminKey))
    expect(status).toBe(200)
    expect(text).toContain('<Arn>arn:aws:iam::000000000000:user/AKIAADMINADMINADMINA</Arn>')
    expect(text).toMatch(/<UserId>AIDA[A-Z2-7]{17}<\/UserId><Account>000000000000<\/Account>/)
    const guessed = await send(await sign({ ...adminKey, secretAccessKey: 'guessed' }))
    expect(guessed.status).toBe(403)
    expect(guessed.text).toContain('<Code>SignatureDoesNotMatch</Code>')
  })

  it('names the role, its account and the session', async () => {
    const { status, headers, text } = await send(await sign(issueTemporaryCredentials(environment, session)))
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/xml')
    expect(headers.get('x-amzn-requestid')).toBe(requestId)
    expect(text).toBe(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Arn>arn:aws:sts::123456789012:assumed-role/member/CognitoIdentityCredentials</Arn>' +
        `<UserId>${roleId(environment, session.roleArn)}:CognitoIdentityCredentials</UserId>` +
        '<Account>123456789012</Account></GetCallerIdentityResult>' +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    )
  })

  it('answers a presigned URL', async () => {
    const keys = issueTemporaryCredentials(environment, session)
    const toSign = { url: `${url}?${callerIdentity}`, service: 'sts', now: clock.now }
    expect((await send(await presignRequest(keys, toSign))).status).toBe(200)
  })

  it('refuses made-up credentials, with and without a token', async () => {
    const madeUp = { accessKeyId: 'ASIAMADEUPMADEUPMADE', secretAccessKey: 'made-up' }
    for (const keys of [madeUp, { ...madeUp, sessionToken: 'made-up' }]) {
      const { status, text } = await send(await sign(keys))
      expect({ status, text }).toEqual({ status: 403, text: invalidToken })
    }
  })

  it('refuses real credentials with another’s token, or none', async () => {
    const keys = issueTemporaryCredentials(environment, session)
    const { sessionToken } = issueTemporaryCredentials(environment, session)
    const { sessionToken: _, ...withoutToken } = keys
    for (const mixed of [{ ...keys, sessionToken }, withoutToken]) {
      expect((await send(await sign(mixed))).text).toBe(invalidToken)
    }
  })

  it('refuses a guessed secret and a signature for another region', async () => {
    const keys = issueTemporaryCredentials(environment, session)
    const guessed = await send(await sign({ ...keys, secretAccessKey: 'guessed' }))
    expect(guessed.status).toBe(403)
    expect(guessed.text).toContain('<Code>SignatureDoesNotMatch</Code>')
    const elsewhere = await send(await sign(keys, callerIdentity, 'eu-west-1'))
    expect(elsewhere.text).toBe(
      refusal(
        'SignatureDoesNotMatch',
        'Credential should be scoped to a valid region, not &apos;eu-west-1&apos;.',
      ),
    )
  })

  it('refuses credentials whose hour is over', async () => {
    const keys = issueTemporaryCredentials(environment, session)
    clock.now = keys.expiresAt
    expect(await send(await sign(keys))).toMatchObject({
      status: 403,
      text: refusal('ExpiredToken', 'The security token included in the request is expired'),
    })
  })

  it('refuses what is not signed', async () => {
    expect(await send(form(callerIdentity))).toMatchObject({
      status: 403,
      text: refusal('MissingAuthenticationToken', 'Missing Authentication Token'),
    })
  })

  it('refuses a malformed header as incomplete', async () => {
    const request = form(callerIdentity)
    request.headers.set('authorization', 'AWS4-HMAC-SHA256 Credential=a')
    const { status, text } = await send(request)
    expect(status).toBe(400)
    expect(text).toContain('<Code>IncompleteSignature</Code>')
  })
})

describe('AssumeRoleWithWebIdentity', () => {
  const roles = {
    authenticated: 'arn:aws:iam::123456789012:role/member',
    unauthenticated: 'arn:aws:iam::123456789012:role/guest',
  }

  async function guestToken() {
    const call = { environment, requestId }
    const { IdentityPoolId } = await identityPoolOperations.CreateIdentityPool(call, {
      IdentityPoolName: 'tests',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
    })
    await identityPoolOperations.SetIdentityPoolRoles(call, { IdentityPoolId, Roles: roles })
    const { IdentityId = '' } = await identityPoolOperations.GetId(call, { IdentityPoolId })
    const { Token = '' } = await identityPoolOperations.GetOpenIdToken(call, { IdentityId })
    return { Token, IdentityId, IdentityPoolId }
  }

  const assume = (token: string, more: Record<string, string> = {}) =>
    send(
      form(
        new URLSearchParams({
          Action: 'AssumeRoleWithWebIdentity',
          Version: '2011-06-15',
          RoleArn: roles.unauthenticated,
          RoleSessionName: 'phone',
          WebIdentityToken: token,
          ...more,
        }).toString(),
      ),
    )
  const elementOf = (text: string, element: string) =>
    new RegExp(`<${element}>([^<]*)</${element}>`).exec(text)?.[1] ?? ''

  it('gives a guest credentials that really sign', async () => {
    const { Token, IdentityId, IdentityPoolId } = await guestToken()
    const { status, text } = await assume(Token, { DurationSeconds: '900' })
    expect(status).toBe(200)
    expect(elementOf(text, 'SubjectFromWebIdentityToken')).toBe(IdentityId)
    expect(elementOf(text, 'Audience')).toBe(IdentityPoolId)
    expect(elementOf(text, 'Provider')).toBe('cognito-identity.amazonaws.com')
    expect(Date.parse(elementOf(text, 'Expiration'))).toBe(clock.now + 900_000)
    const caller = await send(
      await sign({
        accessKeyId: elementOf(text, 'AccessKeyId'),
        secretAccessKey: elementOf(text, 'SecretAccessKey'),
        sessionToken: elementOf(text, 'SessionToken'),
      }),
    )
    expect(elementOf(caller.text, 'Arn')).toBe('arn:aws:sts::123456789012:assumed-role/guest/phone')
  })

  it('denies a guest the role of members, and any role that the pool does not have', async () => {
    const { Token } = await guestToken()
    for (const RoleArn of [roles.authenticated, 'arn:aws:iam::123456789012:role/administrator']) {
      expect(await assume(Token, { RoleArn })).toMatchObject({
        status: 403,
        text: refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
      })
    }
  })

  it('denies everything once the pool no longer allows the classic flow', async () => {
    const { Token, IdentityPoolId } = await guestToken()
    await identityPoolOperations.UpdateIdentityPool(
      { environment, requestId },
      { IdentityPoolId, IdentityPoolName: 'tests', AllowUnauthenticatedIdentities: true },
    )
    expect(elementOf((await assume(Token)).text, 'Code')).toBe('AccessDenied')
  })

  it('refuses a token that is over or not ours', async () => {
    const { Token } = await guestToken()
    const forged = await assume(`${Token.slice(0, -6)}AAAAAA`)
    expect(elementOf(forged.text, 'Code')).toBe('InvalidIdentityToken')
    clock.now += 600_000
    expect(elementOf((await assume(Token)).text, 'Code')).toBe('ExpiredTokenException')
  })

  it('refuses parameters out of range, and session policies, which nothing would enforce', async () => {
    const { Token } = await guestToken()
    for (const wrong of [{ DurationSeconds: '899' }, { RoleSessionName: '!' }, { Policy: '{}' }]) {
      expect(await assume(Token, wrong)).toMatchObject({
        status: 400,
        text: expect.stringContaining('ValidationError'),
      })
    }
  })
})

it('knows no other action, nor another version, and echoes nothing unescaped', async () => {
  for (const body of [
    'Action=AssumeRole&Version=2011-06-15',
    'Action=GetCallerIdentity',
    '',
    'Action=toString',
  ]) {
    expect(await send(form(body))).toMatchObject({
      status: 400,
      text: expect.stringContaining('InvalidAction'),
    })
  }
  const { text } = await send(form('Action=%3Cscript%3E%26&Version=%00'))
  expect(text).toContain('Could not find operation &lt;script&gt;&amp; for version <')
})
