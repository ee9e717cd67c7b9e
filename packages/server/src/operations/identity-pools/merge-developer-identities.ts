import { identityErrors } from '../../domain/identity-errors.ts'
import { mergeDeveloperIdentities as merge } from '../../store/units/developer-identities.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** MergeDeveloperIdentities: the destination survives, with the logins of both. */
export const mergeDeveloperIdentities: IdentityPoolOperation<'MergeDeveloperIdentities'> = async (
  { environment },
  input,
) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const { SourceUserIdentifier: source, DestinationUserIdentifier: destination } = input
  if (input.DeveloperProviderName !== pool.configuration.DeveloperProviderName) {
    throw identityErrors.invalidParameter(
      'DeveloperProviderName is not the developer provider of the identity pool.',
    )
  }
  const { outcome, identityId } = await environment.engine.write(() =>
    merge(pool.id, input.DeveloperProviderName, source, destination, environment.now()),
  )
  switch (outcome) {
    case 'merged':
      return { IdentityId: identityId }
    case 'sourceNotFound':
      throw identityErrors.developerUserNotFound(source)
    case 'destinationNotFound':
      throw identityErrors.developerUserNotFound(destination)
    case 'clash':
      throw identityErrors.loginsClash()
  }
}
