import { identityErrors } from '../../domain/identity-errors.ts'
import { unlinkDeveloperUser } from '../../store/units/developer-identities.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** UnlinkDeveloperIdentity: the user's next token makes a new identity. */
export const unlinkDeveloperIdentity: IdentityPoolOperation<'UnlinkDeveloperIdentity'> = async (
  { environment },
  input,
) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const { IdentityId, DeveloperProviderName: provider, DeveloperUserIdentifier: user } = input
  const unlinked = await environment.engine.write(() =>
    unlinkDeveloperUser(pool.id, IdentityId, provider, user, environment.now()),
  )
  if (!unlinked) throw identityErrors.developerUserNotFound(user)
  return {}
}
