import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignedRequest } from '../../sigv4/request.ts'
import { presignRequest, type SigningKeys, signRequest } from '../../testing/sign-request.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const url = 'http://localhost/'
const callerIdentity = 'Action=GetCallerIdentity&Version=2011-06-15'

let test: TestServer

beforeEach(async () => {
  test = await startTestServer()
})

afterEach(() => test.close())

async function guestKeys(): Promise<SigningKeys> {
  const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: true,
  })
  await test.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { unauthenticated: 'arn:aws:iam::123456789012:role/guest' },
  })
  const { IdentityId = '' } = await test.identityPools('GetId', { IdentityPoolId })
  const { Credentials = {} } = await test.identityPools('GetCredentialsForIdentity', { IdentityId })
  return {
    accessKeyId: Credentials.AccessKeyId ?? '',
    secretAccessKey: Credentials.SecretKey ?? '',
    sessionToken: Credentials.SessionToken ?? '',
  }
}

async function arnFor({ method, url, headers, body }: SignedRequest): Promise<string | undefined> {
  const request = new Request(url, { method, headers, ...(method === 'POST' ? { body } : {}) } as RequestInit)
  const response = await test.server.fetch(request)
  return /<Arn>(.*)<\/Arn>/.exec(await response.text())?.[1]
}

it('tells whose credentials signed, by a form and by a presigned URL', async () => {
  const keys = await guestKeys()
  const signed = await signRequest(keys, {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: callerIdentity,
    service: 'sts',
    now: test.clock.now,
  })
  const arn = 'arn:aws:sts::123456789012:assumed-role/guest/CognitoIdentityCredentials'
  expect(await arnFor(signed)).toBe(arn)
  const toPresign = { url: `${url}?${callerIdentity}`, service: 'sts', now: test.clock.now }
  expect(await arnFor(await presignRequest(keys, toPresign))).toBe(arn)
})
