import { accessWithLogins } from '../../domain/identity-access.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import { verifyLogins } from '../../domain/identity-logins.ts'
import { developerLogin } from '../../domain/identity-logins-developer.ts'
import { issueIdentityToken } from '../../domain/identity-token.ts'
import { findDeveloperIdentity } from '../../store/units/developer-identities.ts'
import { readIdentity } from '../../store/units/identities.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

const defaultSeconds = 900

const noProof = { amr: '', roleMappingKeys: [], claims: {} }

/**
 * GetOpenIdTokenForDeveloperIdentity: a developer's back end vouches for its own user, who gets an identity; other
 * logins that come along are verified as usual and linked.
 */
export const getOpenIdTokenForDeveloperIdentity: IdentityPoolOperation<
  'GetOpenIdTokenForDeveloperIdentity'
> = async ({ environment }, input) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const provider = pool.configuration.DeveloperProviderName
  const { [provider ?? '']: user, ...others } = input.Logins
  if (provider === undefined || user === undefined) {
    throw identityErrors.invalidParameter('Logins must have the developer provider of the identity pool.')
  }
  const owner = await environment.engine.read(() => findDeveloperIdentity(pool.id, provider, user))
  if (owner && input.IdentityId !== undefined && owner.id !== input.IdentityId) {
    throw identityErrors.developerUserTaken()
  }
  const verified = await verifyLogins(environment, pool, others)
  const logins = [developerLogin(pool, provider, user), ...verified]
  const named = input.IdentityId ?? owner?.id
  const identity = named && (await environment.engine.read(() => readIdentity(pool.id, named)))
  // To name an identity is enough for a developer: one of its own logins stands for that, and is in no token.
  const anchor = identity ? identity.logins.slice(0, 1).map(login => ({ ...noProof, ...login })) : []
  const { identityId } = await accessWithLogins(environment, pool, named, [...logins, ...anchor])
  const access = { identityId, logins }
  const token = await issueIdentityToken(environment, pool.id, access, {
    lifetime: input.TokenDuration ?? defaultSeconds,
    ...(input.PrincipalTags ? { tags: input.PrincipalTags } : {}),
  })
  return { IdentityId: identityId, Token: token }
}
