import type { Environment } from '../environment.ts'
import type { IdentityLogin } from '../store/units/identity-state.ts'
import { identityErrors } from './identity-errors.ts'
import { amazonLogins } from './identity-logins-amazon.ts'
import { developerLogins } from './identity-logins-developer.ts'
import { facebookLogins } from './identity-logins-facebook.ts'
import { googleAndAppleLogins, openIdLogins } from './identity-logins-open-id.ts'
import { samlLogins } from './identity-logins-saml.ts'
import { twitterLogins } from './identity-logins-twitter.ts'
import { userPoolLogins } from './identity-logins-user-pool.ts'
import type { IdentityPool } from './identity-pool.ts'

/** A login whose token proved what it says. */
export interface VerifiedLogin extends IdentityLogin {
  /** What an OpenID token says about it in `amr`, beside the provider. */
  readonly amr: string
  /** The keys under which a role mapping may name this login, the first one preferred. */
  readonly roleMappingKeys: readonly string[]
  readonly claims: Readonly<Record<string, unknown>>
  /** The roles that the token itself opens, where the provider has such: SAML's. */
  readonly roles?: readonly string[]
}

/** A provider that an identity pool trusts. */
export interface TrustedProvider {
  /** Its one name. */
  readonly name: string
  /** @throws ServiceError `NotAuthorizedException` for a token that does not prove the login */
  verify(token: string): Promise<VerifiedLogin>
}

/** One kind of login provider. */
export interface LoginProviders {
  /** The provider that a key of `Logins` names, if it is of this kind and the identity pool trusts it. */
  find(environment: Environment, pool: IdentityPool, key: string): TrustedProvider | undefined
}

/** Every kind whose tokens can be verified. */
const kinds: readonly LoginProviders[] = [
  userPoolLogins,
  developerLogins,
  googleAndAppleLogins,
  facebookLogins,
  amazonLogins,
  twitterLogins,
  openIdLogins,
  samlLogins,
]

/** @throws ServiceError `NotAuthorizedException` when the identity pool does not trust the provider */
export function trustedProvider(environment: Environment, pool: IdentityPool, key: string): TrustedProvider {
  for (const kind of kinds) {
    const provider = kind.find(environment, pool, key)
    if (provider) return provider
  }
  throw identityErrors.unsupportedProvider()
}

/**
 * Verifies every login of a call; one bad login fails all of them. The same account under two names counts once.
 *
 * @param logins tokens by provider, as `Logins` of GetId and its like
 * @throws ServiceError `NotAuthorizedException`
 */
export async function verifyLogins(
  environment: Environment,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>> | undefined,
): Promise<VerifiedLogin[]> {
  const verified = await Promise.all(
    Object.entries(logins ?? {}).map(([key, token]) => trustedProvider(environment, pool, key).verify(token)),
  )
  return [...new Map(verified.map(login => [`${login.provider} ${login.subject}`, login])).values()]
}
