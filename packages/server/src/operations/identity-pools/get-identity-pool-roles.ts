import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** GetIdentityPoolRoles. */
export const getIdentityPoolRoles: IdentityPoolOperation<'GetIdentityPoolRoles'> = async (
  { environment },
  input,
) => {
  const { id, roles } = await loadIdentityPool(environment, input.IdentityPoolId)
  return {
    IdentityPoolId: id,
    Roles: roles.roles,
    ...(Object.keys(roles.mappings).length > 0 ? { RoleMappings: roles.mappings } : {}),
  }
}
