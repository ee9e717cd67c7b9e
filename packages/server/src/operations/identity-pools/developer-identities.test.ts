import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

const provider = 'login.example'
const cognito = 'cognito-identity.amazonaws.com'

let test: TestServer
let identityPoolId: string
let userPool: Awaited<ReturnType<typeof createTestPool>>
let userPoolProvider: string

beforeEach(async () => {
  test = await startTestServer()
  userPool = await createTestPool(test)
  userPoolProvider = `cognito-idp.us-east-1.amazonaws.com/${userPool.userPoolId}`
  const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: provider,
    CognitoIdentityProviders: [{ ProviderName: userPoolProvider, ClientId: userPool.clientId }],
  })
  identityPoolId = IdentityPoolId
  await test.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId: identityPoolId,
    Roles: { authenticated: 'arn:aws:iam::123456789012:role/member' },
  })
})
afterEach(() => test.close())

const tokenFor = (user: string, more: object = {}) =>
  test.identityPools('GetOpenIdTokenForDeveloperIdentity', {
    IdentityPoolId: identityPoolId,
    Logins: { [provider]: user },
    ...more,
  })
const lookup = (input: object) =>
  test.identityPools('LookupDeveloperIdentity', { IdentityPoolId: identityPoolId, ...input })

describe('a developer’s user', () => {
  it('gets an identity, the same every time, and a token that leads to its credentials', async () => {
    const first = await tokenFor('ada')
    const second = await tokenFor('ada', { TokenDuration: 60 })
    expect(second.IdentityId).toBe(first.IdentityId)
    const claims = decodeJwt(second.Token ?? '')
    expect(claims).toMatchObject({
      sub: first.IdentityId,
      aud: identityPoolId,
      amr: ['authenticated', provider, `${provider}:${identityPoolId}:ada`],
    })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60)
    const credentials = await test.identityPools('GetCredentialsForIdentity', {
      IdentityId: first.IdentityId ?? '',
      Logins: { [cognito]: first.Token ?? '' },
    })
    expect(credentials.Credentials?.AccessKeyId).toMatch(/^ASIA/)
  })

  it('is refused with a token that is old, changed, of another pool, or of another identity', async () => {
    const { IdentityId = '', Token = '' } = await tokenFor('ada', { TokenDuration: 60 })
    const other = await tokenFor('bob')
    const get = (id: string, token: string) =>
      test.identityPools('GetCredentialsForIdentity', { IdentityId: id, Logins: { [cognito]: token } })
    await expect(get(IdentityId, `${Token.slice(0, -8)}AAAAAAAA`)).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: "Invalid login token. Couldn't verify signed token.",
    })
    await expect(get(other.IdentityId ?? '', Token)).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    test.clock.now += 60_000
    await expect(get(IdentityId, Token)).rejects.toMatchObject({
      message: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= \d+$/),
    })
  })

  it('can be one of several in an identity, and belongs to one identity only', async () => {
    const { IdentityId } = await tokenFor('ada')
    expect((await tokenFor('ada at work', { IdentityId })).IdentityId).toBe(IdentityId)
    expect((await lookup({ IdentityId })).DeveloperUserIdentifierList?.sort()).toEqual(['ada', 'ada at work'])
    const other = await tokenFor('bob')
    await expect(tokenFor('ada', { IdentityId: other.IdentityId })).rejects.toMatchObject({
      __type: 'DeveloperUserAlreadyRegisteredException',
    })
  })

  it('brings a login of a user pool along, which then leads to the same identity', async () => {
    await signUpPerson(test, userPool.clientId, 'ada')
    const { idToken } = await signInPerson(test, userPool.clientId, 'ada')
    const Logins = { [provider]: 'ada', [userPoolProvider]: idToken }
    const { IdentityId } = await tokenFor('ada', { Logins })
    const found = await test.identityPools('GetId', {
      IdentityPoolId: identityPoolId,
      Logins: { [userPoolProvider]: idToken },
    })
    expect(found.IdentityId).toBe(IdentityId)
  })

  it('must be named under the pool’s own developer provider', async () => {
    await expect(tokenFor('ada', { Logins: { 'other.example': 'ada' } })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })
})

describe('the administration of developers’ users', () => {
  it('merges two, of which the destination survives', async () => {
    const ada = await tokenFor('ada')
    const bob = await tokenFor('bob')
    const merged = await test.identityPools('MergeDeveloperIdentities', {
      IdentityPoolId: identityPoolId,
      DeveloperProviderName: provider,
      SourceUserIdentifier: 'ada',
      DestinationUserIdentifier: 'bob',
    })
    expect(merged.IdentityId).toBe(bob.IdentityId)
    expect((await tokenFor('ada')).IdentityId).toBe(bob.IdentityId)
    expect((await lookup({ DeveloperUserIdentifier: 'ada' })).IdentityId).toBe(bob.IdentityId)
    await expect(
      lookup({ DeveloperUserIdentifier: 'ada', IdentityId: ada.IdentityId }),
    ).rejects.toMatchObject({ __type: 'ResourceConflictException' })
  })

  it('unlinks one, who then gets a new identity', async () => {
    const { IdentityId = '' } = await tokenFor('ada')
    const unlink = () =>
      test.identityPools('UnlinkDeveloperIdentity', {
        IdentityId,
        IdentityPoolId: identityPoolId,
        DeveloperProviderName: provider,
        DeveloperUserIdentifier: 'ada',
      })
    await unlink()
    await expect(unlink()).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    expect((await tokenFor('ada')).IdentityId).not.toBe(IdentityId)
  })
})

describe('an identity pool', () => {
  it('keeps which claims become session tags, beside its roles', async () => {
    const key = { IdentityPoolId: identityPoolId, IdentityProviderName: userPoolProvider }
    await test.identityPools('SetPrincipalTagAttributeMap', {
      ...key,
      PrincipalTags: { team: 'custom:team' },
    })
    expect(await test.identityPools('GetPrincipalTagAttributeMap', key)).toEqual({
      ...key,
      UseDefaults: false,
      PrincipalTags: { team: 'custom:team' },
    })
    const { Roles } = await test.identityPools('GetIdentityPoolRoles', { IdentityPoolId: identityPoolId })
    expect(Roles).toEqual({ authenticated: 'arn:aws:iam::123456789012:role/member' })
    await test.identityPools('SetIdentityPoolRoles', { IdentityPoolId: identityPoolId, Roles: {} })
    const kept = await test.identityPools('GetPrincipalTagAttributeMap', key)
    expect(kept.PrincipalTags).toEqual({ team: 'custom:team' })
  })

  it('is tagged and untagged by its ARN', async () => {
    const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${identityPoolId}`
    await test.identityPools('TagResource', { ResourceArn, Tags: { team: 'a', stage: 'test' } })
    await test.identityPools('UntagResource', { ResourceArn, TagKeys: ['stage'] })
    expect(await test.identityPools('ListTagsForResource', { ResourceArn })).toEqual({ Tags: { team: 'a' } })
    await expect(
      test.identityPools('ListTagsForResource', { ResourceArn: `${ResourceArn}0` }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })
})
