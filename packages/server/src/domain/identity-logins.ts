import type { Environment } from '../environment.ts'
import { identityErrors } from './identity-errors.ts'
import { amazonLogins } from './identity-logins-amazon.ts'
import { developerLogins } from './identity-logins-developer.ts'
import { facebookLogins } from './identity-logins-facebook.ts'
import { googleAndAppleLogins, openIdLogins } from './identity-logins-open-id.ts'
import { samlLogins } from './identity-logins-saml.ts'
import { twitterLogins } from './identity-logins-twitter.ts'
import { userPoolLogins } from './identity-logins-user-pool.ts'
import type { IdentityPool } from './identity-pool.ts'
import type { LoginProviders, TrustedProvider, VerifiedLogin } from './verified-login.ts'

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
