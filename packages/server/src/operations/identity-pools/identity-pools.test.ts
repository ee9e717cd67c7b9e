import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import { decodeJwt, importJWK, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer

beforeEach(async () => {
  test = await startTestServer()
})

afterEach(() => test.close())

const everything = {
  IdentityPoolName: 'everything',
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: true,
  CognitoIdentityProviders: [
    {
      ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc123XYZ',
      ClientId: 'client0id',
      ServerSideTokenCheck: true,
    },
  ],
  DeveloperProviderName: 'login.example.app',
  IdentityPoolTags: { stage: 'test' },
  OpenIdConnectProviderARNs: ['arn:aws:iam::123456789012:oidc-provider/dev-x.auth0.com'],
  SamlProviderARNs: ['arn:aws:iam::123456789012:saml-provider/works'],
  SupportedLoginProviders: { 'accounts.google.com': 'google-client' },
} satisfies IdentityPoolOperations['CreateIdentityPool']['input']

const create = (input: Partial<IdentityPoolOperations['CreateIdentityPool']['input']> = {}) =>
  test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: true,
    ...input,
  })

describe('an identity pool', () => {
  it('is described with every member that it was made with', async () => {
    const created = await create(everything)
    expect(created).toEqual({ ...everything, IdentityPoolId: created.IdentityPoolId })
    expect(created.IdentityPoolId).toMatch(/^us-east-1:[0-9a-f-]{36}$/)
    const { IdentityPoolId } = created
    expect(await test.identityPools('DescribeIdentityPool', { IdentityPoolId })).toEqual(created)
  })

  it('keeps the name of its developer provider once it has one', async () => {
    const { IdentityPoolId, IdentityPoolTags: _, ...rest } = await create(everything)
    const update = { ...rest, IdentityPoolId, DeveloperProviderName: 'login.other.app' }
    await expect(test.identityPools('UpdateIdentityPool', update)).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
    const described = await test.identityPools('DescribeIdentityPool', { IdentityPoolId })
    expect(described.DeveloperProviderName).toBe(everything.DeveloperProviderName)
  })

  it('becomes what an update says, but for tags and roles', async () => {
    const { IdentityPoolId } = await create(everything)
    const Roles = { authenticated: 'arn:aws:iam::123456789012:role/member' }
    await test.identityPools('SetIdentityPoolRoles', { IdentityPoolId, Roles })
    const update = { IdentityPoolId, IdentityPoolName: 'less', AllowUnauthenticatedIdentities: false }
    const updated = await test.identityPools('UpdateIdentityPool', update)
    expect(updated).toEqual({ ...update, AllowClassicFlow: false, IdentityPoolTags: { stage: 'test' } })
    expect(await test.identityPools('DescribeIdentityPool', { IdentityPoolId })).toEqual(updated)
    expect(await test.identityPools('GetIdentityPoolRoles', { IdentityPoolId })).toEqual({
      IdentityPoolId,
      Roles,
    })
  })

  it('is refused in the framework’s own words under a name that the service model does not allow', async () => {
    await expect(create({ IdentityPoolName: 'no!' })).rejects.toEqual({
      __type: 'ValidationException',
      message: expect.stringContaining("Value 'no!' at 'identityPoolName' failed to satisfy constraint"),
    })
  })

  it('is refused with a user pool that is not named whole, when made and when updated', async () => {
    const half = { CognitoIdentityProviders: [{ ClientId: 'client' }] }
    const refusal = { __type: 'InvalidParameterException', message: 'Invalid Cognito Identity Provider' }
    await expect(create(half)).rejects.toEqual(refusal)
    const made = await create()
    await expect(test.identityPools('UpdateIdentityPool', { ...made, ...half })).rejects.toEqual(refusal)
  })

  it('has the id that its tag fixes, once', async () => {
    const fixed = 'us-east-1:00000000-0000-4000-8000-000000000000'
    const tagged = { IdentityPoolTags: { 'latchkey:id': fixed } }
    expect((await create(tagged)).IdentityPoolId).toBe(fixed)
    await expect(create(tagged)).rejects.toMatchObject({ __type: 'ResourceConflictException' })
    await expect(create({ IdentityPoolTags: { 'latchkey:id': 'mine' } })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })

  it('is listed page by page', async () => {
    const made = [await create(), await create(), await create()].map(pool => pool.IdentityPoolId)
    const first = await test.identityPools('ListIdentityPools', { MaxResults: 2 })
    const second = await test.identityPools('ListIdentityPools', {
      MaxResults: 2,
      NextToken: first.NextToken,
    })
    const listed = [...(first.IdentityPools ?? []), ...(second.IdentityPools ?? [])]
    expect(listed.map(pool => pool.IdentityPoolId)).toEqual([...made].sort())
    expect(second.NextToken).toBeUndefined()
  })

  it('goes away with its identities, and leaves those of other pools alone', async () => {
    const [doomed, kept] = [await create(), await create()]
    const [lost, left] = [
      await test.identityPools('GetId', { IdentityPoolId: doomed.IdentityPoolId }),
      await test.identityPools('GetId', { IdentityPoolId: kept.IdentityPoolId }),
    ]
    await test.identityPools('DeleteIdentityPool', { IdentityPoolId: doomed.IdentityPoolId })
    const describe = (IdentityId = '') => test.identityPools('DescribeIdentity', { IdentityId })
    await expect(describe(lost.IdentityId)).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    expect(await describe(left.IdentityId)).toMatchObject({ IdentityId: left.IdentityId })
  })

  it('that is not there is said by name in every operation', async () => {
    const IdentityPoolId = 'us-east-1:00000000-0000-4000-8000-000000000000'
    const refusal = {
      __type: 'ResourceNotFoundException',
      message: `IdentityPool '${IdentityPoolId}' not found.`,
    }
    const answers = await Promise.allSettled([
      test.identityPools('DescribeIdentityPool', { IdentityPoolId }),
      test.identityPools('DeleteIdentityPool', { IdentityPoolId }),
      test.identityPools('GetIdentityPoolRoles', { IdentityPoolId }),
      test.identityPools('SetIdentityPoolRoles', { IdentityPoolId, Roles: {} }),
      test.identityPools('ListIdentities', { IdentityPoolId, MaxResults: 1 }),
      test.identityPools('UpdateIdentityPool', {
        IdentityPoolId,
        IdentityPoolName: 'x',
        AllowUnauthenticatedIdentities: true,
      }),
    ])
    for (const answer of answers) expect(answer).toEqual({ status: 'rejected', reason: refusal })
  })
})

describe('the roles of an identity pool', () => {
  it('are given back with their mappings as they were set', async () => {
    const { IdentityPoolId } = await create()
    const set = {
      IdentityPoolId,
      Roles: {
        authenticated: 'arn:aws:iam::123456789012:role/member',
        unauthenticated: 'arn:aws:iam::123456789012:role/guest',
      },
      RoleMappings: {
        'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
        'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:client': {
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          RulesConfiguration: {
            Rules: [
              {
                Claim: 'email',
                MatchType: 'Contains',
                Value: '@example.com',
                RoleARN: 'arn:aws:iam::123456789012:role/staff',
              },
            ],
          },
        },
      },
    } satisfies IdentityPoolOperations['SetIdentityPoolRoles']['input']
    await test.identityPools('SetIdentityPoolRoles', set)
    expect(await test.identityPools('GetIdentityPoolRoles', { IdentityPoolId })).toEqual(set)
  })

  it('are refused when they are no roles, or a mapping is not whole', async () => {
    const { IdentityPoolId } = await create()
    await expect(
      test.identityPools('SetIdentityPoolRoles', {
        IdentityPoolId,
        Roles: { anybody: 'arn:aws:iam::123456789012:role/member' },
      }),
    ).rejects.toMatchObject({ __type: 'ValidationException' })
    const wrong: Omit<IdentityPoolOperations['SetIdentityPoolRoles']['input'], 'IdentityPoolId'>[] = [
      { Roles: { authenticated: 'arn:aws:iam::123456789012:user/somebody' } },
      { Roles: {}, RoleMappings: { p: { Type: 'Token' } } },
      { Roles: {}, RoleMappings: { p: { Type: 'Rules', AmbiguousRoleResolution: 'Deny' } } },
    ]
    for (const input of wrong) {
      await expect(
        test.identityPools('SetIdentityPoolRoles', { IdentityPoolId, ...input }),
      ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    }
  })
})

describe('GetOpenIdToken', () => {
  it('gives a guest a token of ten minutes that the published keys verify', async () => {
    const { IdentityPoolId } = await create({ AllowClassicFlow: true })
    const { IdentityId = '' } = await test.identityPools('GetId', { IdentityPoolId })
    const { Token = '' } = await test.identityPools('GetOpenIdToken', { IdentityId })
    const response = await test.server.fetch(new Request('http://localhost/.well-known/jwks_uri'))
    const { keys } = await response.json()
    expect(keys).toHaveLength(1)
    const { payload, protectedHeader } = await jwtVerify(Token, await importJWK(keys[0]), {
      issuer: 'https://cognito-identity.amazonaws.com',
      audience: IdentityPoolId,
      currentDate: new Date(test.clock.now),
    })
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: keys[0].kid })
    expect(payload).toMatchObject({
      sub: IdentityId,
      amr: ['unauthenticated'],
      exp: test.clock.now / 1000 + 600,
    })
    expect(decodeJwt(Token).jti).toBeDefined()
  })

  it('is refused where the pool does not allow the classic flow', async () => {
    const { IdentityPoolId } = await create()
    const { IdentityId = '' } = await test.identityPools('GetId', { IdentityPoolId })
    await expect(test.identityPools('GetOpenIdToken', { IdentityId })).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    })
  })
})
