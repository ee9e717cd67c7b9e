import { poolOfIdentity } from '../../domain/identity-access.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import { trustedProvider, verifyLogins } from '../../domain/identity-logins.ts'
import { unlinkLogins } from '../../store/units/identity-administration.ts'
import type { IdentityPoolOperation } from './load.ts'

/**
 * UnlinkIdentity: takes logins from an identity, for who proves one of its logins. The next use of such a login
 * makes a new identity; an identity without its last login is out of reach.
 */
export const unlinkIdentity: IdentityPoolOperation<'UnlinkIdentity'> = async ({ environment }, input) => {
  const pool = await poolOfIdentity(environment, input.IdentityId)
  const proven = await verifyLogins(environment, pool, input.Logins)
  const providers = input.LoginsToRemove.map(key => trustedProvider(environment, pool, key).name)
  const unlinked = await environment.engine.write(() =>
    unlinkLogins(pool.id, input.IdentityId, proven, providers, environment.now()),
  )
  if (!unlinked) throw identityErrors.loginsMismatch()
  return {}
}
