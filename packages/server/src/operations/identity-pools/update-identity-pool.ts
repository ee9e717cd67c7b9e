import { identityErrors } from '../../domain/identity-errors.ts'
import { checkIdentityPool, describeIdentityPool, identityPoolOf } from '../../domain/identity-pool.ts'
import { changeIdentityPool } from '../../store/units/identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'

/** UpdateIdentityPool: the pool becomes what is given; tags that are not given stay, as do the roles. */
export const updateIdentityPool: IdentityPoolOperation<'UpdateIdentityPool'> = async (
  { environment },
  input,
) => {
  const { IdentityPoolId, IdentityPoolName, ...configuration } = input
  checkIdentityPool(configuration)
  const updated = await environment.engine.write(() =>
    changeIdentityPool(IdentityPoolId, environment.now(), row => {
      const { IdentityPoolTags, DeveloperProviderName: name } = identityPoolOf(row).configuration
      if (name && configuration.DeveloperProviderName && configuration.DeveloperProviderName !== name) {
        throw identityErrors.invalidParameter('DeveloperProviderName cannot be changed once it is set.')
      }
      return {
        name: IdentityPoolName,
        configuration: JSON.stringify({ IdentityPoolTags, ...configuration }),
        roles: row.roles,
      }
    }),
  )
  if (!updated) throw identityErrors.identityPoolNotFound(IdentityPoolId)
  return describeIdentityPool(identityPoolOf(updated))
}
