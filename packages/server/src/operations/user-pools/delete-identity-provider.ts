import {
  type IdentityProviderBody,
  identityProviderNotFound,
  moveIdentifiers,
} from '../../domain/identity-providers.ts'
import { resourceOf } from '../../domain/resource.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteIdentityProvider. */
export const deleteIdentityProvider: UserPoolOperation<'DeleteIdentityProvider'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { ProviderName } = input
  await environment.engine.write(function* () {
    const row = yield* deleteResource(pool.id, 'identity-provider', ProviderName)
    if (!row) throw identityProviderNotFound(ProviderName)
    const { body } = resourceOf<IdentityProviderBody>(row)
    yield* moveIdentifiers(pool.id, ProviderName, body.IdpIdentifiers ?? [], [], environment.now())
  })
  return {}
}
