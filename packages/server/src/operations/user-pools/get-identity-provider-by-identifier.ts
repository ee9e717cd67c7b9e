import {
  findByIdentifier,
  identityProviderNotFound,
  openIdentityProvider,
} from '../../domain/identity-providers.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetIdentityProviderByIdentifier. */
export const getIdentityProviderByIdentifier: UserPoolOperation<'GetIdentityProviderByIdentifier'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const row = await environment.engine.read(() => findByIdentifier(pool.id, input.IdpIdentifier))
  if (!row) throw identityProviderNotFound(input.IdpIdentifier)
  return { IdentityProvider: await openIdentityProvider(environment, pool.id, row) }
}
