import type { MappingRule, RoleMapping } from '@latchkey/protocol/identity-pools'
import { identityErrors } from './identity-errors.ts'
import type { IdentityPoolRoles } from './identity-pool.ts'
import type { VerifiedLogin } from './verified-login.ts'

/**
 * Chooses the role of a caller: guests have theirs; others have the one that a role mapping gives to their
 * login, or the authenticated role.
 *
 * @param customRoleArn the one among several possible roles that the caller asks for
 * @throws ServiceError `InvalidIdentityPoolConfigurationException` when the pool has no such role,
 *   `NotAuthorizedException` when the mapping denies, or the custom role is not open to the caller
 */
export function chooseRole(
  pool: IdentityPoolRoles,
  logins: readonly VerifiedLogin[],
  customRoleArn: string | undefined,
): string {
  if (logins.length === 0) return onlyRole(pool.roles['unauthenticated'], customRoleArn)
  for (const login of logins) {
    const key = login.roleMappingKeys.find(name => Object.hasOwn(pool.mappings, name))
    const mapping = key === undefined ? undefined : pool.mappings[key]
    if (mapping) return mappedRole(pool, mapping, login, customRoleArn)
    if (login.roles && login.roles.length > 0) return ownRole(login.roles, customRoleArn)
  }
  return onlyRole(pool.roles['authenticated'], customRoleArn)
}

/** The one role there is to have: a custom role can only repeat it. */
function onlyRole(role: string | undefined, customRoleArn: string | undefined): string {
  if (role === undefined) throw identityErrors.noRoles()
  if (customRoleArn !== undefined && customRoleArn !== role) throw identityErrors.customRoleDenied()
  return role
}

/** One of the roles that a SAML assertion opens: with several, the caller says which. */
function ownRole(roles: readonly string[], customRoleArn: string | undefined): string {
  const [first, ...others] = roles
  if (customRoleArn === undefined) {
    if (first !== undefined && others.length === 0) return first
    throw identityErrors.invalidParameter(
      'The assertion opens several roles: CustomRoleArn must name one of them.',
    )
  }
  if (!roles.includes(customRoleArn)) throw identityErrors.customRoleDenied()
  return customRoleArn
}

function mappedRole(
  pool: IdentityPoolRoles,
  mapping: RoleMapping,
  { claims, roles }: VerifiedLogin,
  customRoleArn: string | undefined,
): string {
  const candidates =
    mapping.Type === 'Token'
      ? (roles ?? valuesOf(claims['cognito:roles']))
      : (mapping.RulesConfiguration?.Rules ?? [])
          .filter(rule => matches(rule, claims[rule.Claim]))
          .map(rule => rule.RoleARN)
  if (customRoleArn !== undefined) {
    if (!candidates.includes(customRoleArn)) throw identityErrors.customRoleDenied()
    return customRoleArn
  }
  const only = roles?.length === 1 ? roles[0] : undefined
  const preferred = mapping.Type === 'Token' ? (claims['cognito:preferred_role'] ?? only) : candidates[0]
  if (typeof preferred === 'string') return preferred
  if (mapping.AmbiguousRoleResolution === 'Deny') throw identityErrors.roleDenied()
  return onlyRole(pool.roles['authenticated'], undefined)
}

/** A claim as texts: an array's elements each, `true` as `true`. */
function valuesOf(claim: unknown): string[] {
  if (claim === undefined || claim === null) return []
  return (Array.isArray(claim) ? claim : [claim]).map(String)
}

/** Whether a rule holds for a claim. A claim that is absent matches no rule, not even `NotEqual`. */
function matches({ MatchType, Value }: MappingRule, claim: unknown): boolean {
  const values = valuesOf(claim)
  switch (MatchType) {
    case 'Equals':
      return values.includes(Value)
    case 'Contains':
      return values.some(value => value.includes(Value))
    case 'StartsWith':
      return values.some(value => value.startsWith(Value))
    case 'NotEqual':
      return values.length > 0 && !values.includes(Value)
  }
}
