import type { MappingRule, RoleMapping } from '@latchkey/protocol/identity-pools'
import { describe, expect, it } from 'vitest'
import { chooseRole } from './identity-role.ts'
import type { VerifiedLogin } from './verified-login.ts'

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const roles = { authenticated: role('member'), unauthenticated: role('guest') }
const key = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:client'

const loginWith = (claims: Record<string, unknown>): VerifiedLogin => ({
  provider: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc',
  subject: 'ada',
  amr: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abc:CognitoSignIn:ada',
  roleMappingKeys: [key, '127.0.0.1:9229/us-east-1_abc:client'],
  claims,
})

const choose = (mapping: RoleMapping | undefined, claims: Record<string, unknown>, custom?: string) =>
  chooseRole({ roles, mappings: mapping ? { [key]: mapping } : {} }, [loginWith(claims)], custom)

const refused = (text: string | RegExp) =>
  expect.objectContaining({ name: 'NotAuthorizedException', message: expect.stringMatching(text) })
const customDenied = refused('CustomRoleArn')
const mappingDenied = refused('denies access')

function refusalOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}

describe('without a mapping', () => {
  it('guests and members have one role each, which a custom role can only repeat', () => {
    const pool = { roles, mappings: {} }
    expect(chooseRole(pool, [], undefined)).toBe(role('guest'))
    expect(chooseRole(pool, [], role('guest'))).toBe(role('guest'))
    expect(refusalOf(() => chooseRole(pool, [], role('member')))).toEqual(customDenied)
    expect(choose(undefined, {})).toBe(role('member'))
    expect(refusalOf(() => choose(undefined, {}, role('administrator')))).toEqual(customDenied)
  })

  it('a pool that lacks the role is wrongly configured', () => {
    expect(refusalOf(() => chooseRole({ roles: {}, mappings: {} }, [], undefined))).toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    })
  })
})

describe('a mapping by token', () => {
  const mapping: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' }
  const denying: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' }
  const granted = { 'cognito:roles': [role('reader'), role('writer')] }

  it('takes the preferred role', () => {
    expect(choose(mapping, { ...granted, 'cognito:preferred_role': role('writer') })).toBe(role('writer'))
  })

  it('takes a custom role that the token grants, and no other', () => {
    expect(choose(mapping, granted, role('reader'))).toBe(role('reader'))
    expect(refusalOf(() => choose(mapping, granted, role('administrator')))).toEqual(customDenied)
    expect(refusalOf(() => choose(mapping, {}, role('member')))).toEqual(customDenied)
  })

  it('is resolved as configured where no role is preferred', () => {
    expect(choose(mapping, granted)).toBe(role('member'))
    expect(refusalOf(() => choose(denying, granted))).toEqual(mappingDenied)
    expect(refusalOf(() => choose(denying, {}))).toEqual(mappingDenied)
  })
})

describe('a mapping by rules', () => {
  const rule = (MatchType: MappingRule['MatchType'], Claim: string, Value: string, name: string) => ({
    MatchType,
    Claim,
    Value,
    RoleARN: role(name),
  })
  const by = (rules: MappingRule[], AmbiguousRoleResolution: 'AuthenticatedRole' | 'Deny' = 'Deny') =>
    ({ Type: 'Rules', AmbiguousRoleResolution, RulesConfiguration: { Rules: rules } }) as const

  it.each([
    ['Equals', 'ada@example.com', true],
    ['Equals', 'example.com', false],
    ['Contains', 'example', true],
    ['Contains', 'Example', false],
    ['StartsWith', 'ada', true],
    ['StartsWith', 'example', false],
    ['NotEqual', 'bob@example.com', true],
    ['NotEqual', 'ada@example.com', false],
  ] as const)('%s "%s" holds: %s', (type, value, holds) => {
    const outcome = refusalOf(() =>
      choose(by([rule(type, 'email', value, 'staff')]), { email: 'ada@example.com' }),
    )
    expect(outcome).toEqual(holds ? role('staff') : mappingDenied)
  })

  it('does not look at a claim that is absent, not even for NotEqual', () => {
    expect(refusalOf(() => choose(by([rule('NotEqual', 'email', 'x', 'staff')]), {}))).toEqual(mappingDenied)
  })

  it('takes the first rule that holds, or the one among them that a custom role selects', () => {
    const mapping = by([
      rule('Equals', 'department', 'art', 'artist'),
      rule('Equals', 'email_verified', 'true', 'reader'),
      rule('Contains', 'cognito:groups', 'writers', 'writer'),
    ])
    const claims = { email_verified: true, 'cognito:groups': ['people', 'writers'] }
    expect(choose(mapping, claims)).toBe(role('reader'))
    expect(choose(mapping, claims, role('writer'))).toBe(role('writer'))
    expect(refusalOf(() => choose(mapping, claims, role('artist')))).toEqual(customDenied)
  })

  it('gives the authenticated role where none holds, if so configured', () => {
    expect(choose(by([rule('Equals', 'email', 'x', 'staff')], 'AuthenticatedRole'), {})).toBe(role('member'))
  })
})
