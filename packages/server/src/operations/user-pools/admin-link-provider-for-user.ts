import { alterUser } from '../../domain/alter-user.ts'
import { findProviderUser, namedIdentity, ownDirectory } from '../../domain/find-provider-user.ts'
import type { IdentityProviderBody } from '../../domain/identity-providers.ts'
import { identitiesOf, linksPerUser, withIdentities } from '../../domain/linked-identities.ts'
import { limitExceeded, resourceOf } from '../../domain/resource.ts'
import { errors } from '../../errors.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** AdminLinkProviderForUser: who signs in with the source from then on is the destination. */
export const adminLinkProviderForUser: UserPoolOperation<'AdminLinkProviderForUser'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const source = namedIdentity(input.SourceUser)
  const destination = namedIdentity(input.DestinationUser)
  if (source.providerName === ownDirectory) {
    throw errors.invalidParameter(
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    )
  }
  const { provider, user, owner } = await environment.engine.read(function* () {
    return {
      provider: yield* readResource(pool.id, 'identity-provider', source.providerName),
      user: yield* findProviderUser(pool, destination),
      owner: yield* findProviderUser(pool, source),
    }
  })
  if (!provider) throw errors.invalidParameter(`The pool has no provider ${source.providerName}.`)
  if (!user) throw errors.userNotFound()
  if (owner) {
    throw errors.invalidParameter(
      owner.sub === user.sub
        ? 'SourceUser is already linked to DestinationUser'
        : 'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    )
  }
  const { ProviderType } = resourceOf<IdentityProviderBody>(provider).body
  await alterUser(environment, pool, user.sub, ({ attributes }) => {
    const identities = identitiesOf(attributes)
    if (identities.filter(identity => !identity.primary).length >= linksPerUser) {
      throw limitExceeded(`At most ${linksPerUser} identities can be linked to a user.`)
    }
    const added = {
      userId: source.subject,
      providerName: source.providerName,
      providerType: ProviderType,
      issuer: null,
      primary: false,
      dateCreated: environment.now(),
    }
    return { attributes: withIdentities(attributes, [...identities, added]) }
  })
  return {}
}
