import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SignedRequest } from '../../sigv4/request.ts'
import { presignRequest, type SigningKeys, signRequest } from '../../testing/sign-request.ts'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

const url = 'http://localhost/'
const callerIdentity = 'Action=GetCallerIdentity&Version=2011-06-15'

let test: TestServer

beforeEach(async () => {
  test = await startTestServer()
})

afterEach(() => test.close())

async function keysOf(IdentityId: string, Logins?: Record<string, string>, CustomRoleArn?: string) {
  const { Credentials = {} } = await test.identityPools('GetCredentialsForIdentity', {
    IdentityId,
    Logins,
    CustomRoleArn,
  })
  return {
    accessKeyId: Credentials.AccessKeyId ?? '',
    secretAccessKey: Credentials.SecretKey ?? '',
    sessionToken: Credentials.SessionToken ?? '',
  } satisfies SigningKeys
}

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
  return await keysOf(IdentityId)
}

const signCall = (keys: SigningKeys) =>
  signRequest(keys, {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: callerIdentity,
    service: 'sts',
    now: test.clock.now,
  })

async function arnFor({ method, url, headers, body }: SignedRequest): Promise<string | undefined> {
  const request = new Request(url, { method, headers, ...(method === 'POST' ? { body } : {}) } as RequestInit)
  const response = await test.server.fetch(request)
  return /<Arn>(.*)<\/Arn>/.exec(await response.text())?.[1]
}

it('tells whose credentials signed, by a form and by a presigned URL', async () => {
  const keys = await guestKeys()
  const signed = await signCall(keys)
  const arn = 'arn:aws:sts::123456789012:assumed-role/guest/CognitoIdentityCredentials'
  expect(await arnFor(signed)).toBe(arn)
  const toPresign = { url: `${url}?${callerIdentity}`, service: 'sts', now: test.clock.now }
  expect(await arnFor(await presignRequest(keys, toPresign))).toBe(arn)
})

it('tells the role that a rule gives to a person, under either name of the user pool, and no role beyond', async () => {
  const { userPoolId, clientId } = await createTestPool(test)
  const provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
  const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId }],
  })
  const staff = 'arn:aws:iam::123456789012:role/staff'
  await test.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { authenticated: 'arn:aws:iam::123456789012:role/member' },
    RoleMappings: {
      [`${provider}:${clientId}`]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [{ Claim: 'email', MatchType: 'Equals', Value: 'ada@example.com', RoleARN: staff }],
        },
      },
    },
  })
  await signUpPerson(test, clientId, 'ada')
  const { idToken } = await signInPerson(test, clientId, 'ada')
  for (const key of [provider, `latchkey.test/${userPoolId}`]) {
    const { IdentityId = '' } = await test.identityPools('GetId', {
      IdentityPoolId,
      Logins: { [key]: idToken },
    })
    expect(await arnFor(await signCall(await keysOf(IdentityId, { [key]: idToken })))).toBe(
      'arn:aws:sts::123456789012:assumed-role/staff/CognitoIdentityCredentials',
    )
    await expect(
      keysOf(IdentityId, { [key]: idToken }, 'arn:aws:iam::123456789012:role/administrator'),
    ).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  }
  await signUpPerson(test, clientId, 'bob')
  const bob = { [provider]: (await signInPerson(test, clientId, 'bob')).idToken }
  const { IdentityId = '' } = await test.identityPools('GetId', { IdentityPoolId, Logins: bob })
  await expect(keysOf(IdentityId, bob)).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
})

it('tells whoever signs on one’s own machine that it is the administrator there, in every region', async () => {
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
  expect(await arnFor(await signCall(keys))).toBe('arn:aws:iam::000000000000:user/test')
  const abroad = await signRequest(await guestKeys(), {
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: callerIdentity,
    service: 'sts',
    region: 'eu-west-1',
    now: test.clock.now,
  })
  expect(await arnFor(abroad)).toContain('assumed-role/guest/CognitoIdentityCredentials')
  const { sessionToken: _, ...withoutToken } = await guestKeys()
  expect(await arnFor(await signCall(withoutToken))).toBeUndefined()
})
