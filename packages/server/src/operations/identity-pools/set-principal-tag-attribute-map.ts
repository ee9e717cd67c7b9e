import { identityErrors } from '../../domain/identity-errors.ts'
import { identityPoolOf } from '../../domain/identity-pool.ts'
import { defaultPrincipalTags, describePrincipalTags } from '../../domain/principal-tags.ts'
import { changeIdentityPool } from '../../store/units/identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'

/** SetPrincipalTagAttributeMap: kept per provider. */
export const setPrincipalTagAttributeMap: IdentityPoolOperation<'SetPrincipalTagAttributeMap'> = async (
  { environment },
  input,
) => {
  const { IdentityPoolId, IdentityProviderName, UseDefaults = false, PrincipalTags = {} } = input
  const map = { UseDefaults, PrincipalTags: UseDefaults ? defaultPrincipalTags : PrincipalTags }
  const row = await environment.engine.write(() =>
    changeIdentityPool(IdentityPoolId, environment.now(), stored => {
      const { roles } = identityPoolOf(stored)
      const principalTags = { ...roles.principalTags, [IdentityProviderName]: map }
      return {
        name: stored.name,
        configuration: stored.configuration,
        roles: JSON.stringify({ ...roles, principalTags }),
      }
    }),
  )
  if (!row) throw identityErrors.identityPoolNotFound(IdentityPoolId)
  return describePrincipalTags(identityPoolOf(row), IdentityProviderName)
}
