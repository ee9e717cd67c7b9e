import { alterUser } from '../../domain/alter-user.ts'
import { findProviderUser, namedIdentity, ownDirectory } from '../../domain/find-provider-user.ts'
import { identitiesOf, withIdentities } from '../../domain/linked-identities.ts'
import { errors } from '../../errors.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/**
 * AdminDisableProviderForUser: the identity is no longer the user's; of the pool's own directory, the password no
 * longer is.
 */
export const adminDisableProviderForUser: UserPoolOperation<'AdminDisableProviderForUser'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const identity = namedIdentity(input.User)
  const user = await environment.engine.read(() => findProviderUser(pool, identity))
  if (!user) throw errors.userNotFound()
  await alterUser(environment, pool, user.sub, ({ attributes }) => {
    if (identity.providerName === ownDirectory) return { password: '' }
    const kept = identitiesOf(attributes).filter(
      ({ providerName, userId }) => providerName !== identity.providerName || userId !== identity.subject,
    )
    return { attributes: withIdentities(attributes, kept) }
  })
  return {}
}
