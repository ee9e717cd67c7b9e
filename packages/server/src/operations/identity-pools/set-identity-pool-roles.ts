import type { RoleMapping, SetIdentityPoolRolesInput } from '@latchkey/protocol/identity-pools'
import { parseRole } from '../../credentials/role.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import { type IdentityPoolRoles, identityPoolOf } from '../../domain/identity-pool.ts'
import { changeIdentityPool } from '../../store/units/identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'

function checkRole(arn: string): void {
  if (!parseRole(arn)) throw identityErrors.invalidParameter(`${arn} is not the ARN of a role.`)
}

function checkMapping(provider: string, mapping: RoleMapping): void {
  if (mapping.AmbiguousRoleResolution === undefined) {
    throw identityErrors.invalidParameter(
      `The role mapping of ${provider} needs AmbiguousRoleResolution: AuthenticatedRole or Deny.`,
    )
  }
  const rules = mapping.RulesConfiguration?.Rules
  if (mapping.Type === 'Rules' && !rules) {
    throw identityErrors.invalidParameter(`The role mapping of ${provider} needs RulesConfiguration.`)
  }
  if (mapping.Type === 'Token' && rules) {
    throw identityErrors.invalidParameter(
      `The role mapping of ${provider} is of type Token and takes no rules.`,
    )
  }
  for (const rule of rules ?? []) checkRole(rule.RoleARN)
}

function checkRoles({ Roles, RoleMappings = {} }: SetIdentityPoolRolesInput): void {
  for (const [type, arn] of Object.entries(Roles)) {
    if (type !== 'authenticated' && type !== 'unauthenticated') {
      throw identityErrors.invalidParameter(`Roles has authenticated and unauthenticated, not ${type}.`)
    }
    checkRole(arn)
  }
  for (const [provider, mapping] of Object.entries(RoleMappings)) checkMapping(provider, mapping)
}

/** SetIdentityPoolRoles: replaces both the roles and the role mappings. */
export const setIdentityPoolRoles: IdentityPoolOperation<'SetIdentityPoolRoles'> = async (
  { environment },
  input,
) => {
  checkRoles(input)
  const changed = await environment.engine.write(() =>
    changeIdentityPool(input.IdentityPoolId, environment.now(), row => ({
      name: row.name,
      configuration: row.configuration,
      roles: JSON.stringify({
        ...identityPoolOf(row).roles,
        roles: input.Roles,
        mappings: input.RoleMappings ?? {},
      } satisfies IdentityPoolRoles),
    })),
  )
  if (!changed) throw identityErrors.identityPoolNotFound(input.IdentityPoolId)
  return {}
}
