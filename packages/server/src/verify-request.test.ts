import { describe, expect, it } from 'vitest'
import { issueTemporaryCredentials } from './credentials/temporary-credentials.ts'
import { deriveServerSecret } from './keys/seal.ts'
import { testEnvironment } from './testing/environment.ts'
import { presignRequest, signRequest } from './testing/sign-request.ts'
import { verifyRequest, verifySignedRequest } from './verify-request.ts'

const principal = {
  roleArn: 'arn:aws:iam::123456789012:role/member',
  sessionName: 'CognitoIdentityCredentials',
  identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  identityId: 'us-east-1:11111111-0000-4000-8000-000000000000',
}

async function arrange() {
  const { environment, clock } = await testEnvironment()
  const keys = issueTemporaryCredentials(environment, principal)
  const toSign = {
    url: 'https://api.example.com/notes/7?order=newest first',
    method: 'PUT',
    body: '{"text":"ß"}',
    service: 'execute-api',
    now: clock.now,
  }
  return { environment, clock, keys, toSign }
}

it('tells which identity in which role signed a request to an API of one’s own', async () => {
  const { environment, keys, toSign } = await arrange()
  expect(
    verifySignedRequest(environment, await signRequest(keys, toSign), { service: 'execute-api' }),
  ).toEqual({
    kind: 'verified',
    accessKeyId: keys.accessKeyId,
    principal,
  })
})

it('takes presigned URLs only where they are asked for', async () => {
  const { environment, keys, toSign } = await arrange()
  const { body: _, ...bare } = toSign
  const request = await presignRequest(keys, { ...bare, method: 'GET' })
  expect(verifySignedRequest(environment, request, { service: 'execute-api' })).toMatchObject({
    reason: 'missing',
  })
  expect(
    verifySignedRequest(environment, request, { service: 'execute-api', presigned: true }),
  ).toMatchObject({
    kind: 'verified',
    principal,
  })
})

it('refuses a request for another service or region, an old one, and expired credentials', async () => {
  const { environment, clock, keys, toSign } = await arrange()
  const request = await signRequest(keys, toSign)
  expect(verifySignedRequest(environment, request, { service: 's3' })).toMatchObject({ reason: 'mismatch' })
  expect(
    verifySignedRequest(environment, request, { service: 'execute-api', region: 'eu-west-1' }),
  ).toMatchObject({
    reason: 'mismatch',
  })
  clock.now += 301_000
  expect(verifySignedRequest(environment, request, { service: 'execute-api' })).toMatchObject({
    reason: 'mismatch',
  })
  clock.now = keys.expiresAt
  const late = await signRequest(keys, { ...toSign, now: clock.now })
  expect(verifySignedRequest(environment, late, { service: 'execute-api' })).toMatchObject({
    reason: 'expiredToken',
  })
})

describe('verifyRequest for an API in another process', () => {
  it('takes a web-standard request and the root key, and leaves the body to be read', async () => {
    const rootKey = Buffer.alloc(32, 5)
    const { environment, clock } = await testEnvironment()
    const shared = { ...environment, serverSecret: deriveServerSecret(rootKey) }
    const keys = issueTemporaryCredentials(shared, principal)
    const signed = await signRequest(keys, {
      url: 'https://objects.example.com/photos/a%20b.jpg',
      method: 'PUT',
      body: 'a picture',
      service: 's3',
      now: clock.now,
    })
    const { url, method, headers, body } = signed
    const request = new Request(url, { method, headers, body: Buffer.from(body) })
    const options = { rootKey: rootKey.toString('base64'), service: 's3', now: () => clock.now }
    expect(await verifyRequest(request, options)).toMatchObject({ kind: 'verified', principal })
    expect(await request.text()).toBe('a picture')
    const other = { ...options, rootKey: Buffer.alloc(32, 6).toString('base64') }
    expect(await verifyRequest(signed, other)).toMatchObject({ kind: 'refused', reason: 'unknownKey' })
  })
})
