import { describeIdentityProvider } from '../../domain/describe-identity-provider.ts'
import { findByIdentifier, identityProviderNotFound } from '../../domain/identity-providers.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetIdentityProviderByIdentifier. */
export const getIdentityProviderByIdentifier: UserPoolOperation<'GetIdentityProviderByIdentifier'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const row = await environment.engine.read(() => findByIdentifier(pool.id, input.IdpIdentifier))
  if (!row) throw identityProviderNotFound(input.IdpIdentifier)
  return { IdentityProvider: await describeIdentityProvider(environment, pool.id, row) }
}
