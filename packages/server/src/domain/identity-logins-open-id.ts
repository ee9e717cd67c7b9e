import { decodeJwt, type JWTPayload, errors as joseErrors } from 'jose'
import type { Environment } from '../environment.ts'
import { identityErrors } from './identity-errors.ts'
import type { IdentityPool } from './identity-pool.ts'
import { orProviderTrouble } from './provider-trouble.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

/** One place that may have issued a token. */
interface TrustedIssuer {
  readonly issuer: string
  readonly aliases: readonly string[]
}

/** Google and Apple by their id tokens; the audience is what SupportedLoginProviders names. */
export const googleAndAppleLogins: LoginProviders = {
  find(environment, pool, key) {
    const provider =
      key === 'accounts.google.com' ? 'google' : key === 'appleid.apple.com' ? 'apple' : undefined
    const clientIds = provider && supportedClientIds(pool, key)
    if (!clientIds) return undefined
    const issuers = environment.loginProviders.endpoints().map(endpoints => ({
      aliases: [],
      ...endpoints[provider],
    }))
    return { name: key, verify: token => verifyOpenIdLogin(environment, key, issuers, clientIds, token) }
  },
}

/**
 * Any OpenID Connect provider, named as at Amazon by the ARN of an IAM provider and in `Logins` by its issuer without
 * the scheme. What IAM would hold, the client ids, is an option of the server.
 */
export const openIdLogins: LoginProviders = {
  find(environment, pool, key) {
    const suffix = `:oidc-provider/${key}`
    const isTrusted = pool.configuration.OpenIdConnectProviderARNs?.some(arn => arn.endsWith(suffix))
    const settings = Object.entries(environment.loginProviders.openIdConnect).find(
      ([name]) => name === key || name.replace(/\/$/, '') === key,
    )?.[1]
    if (!isTrusted || !settings) return undefined
    const issuers = [{ issuer: settings.issuer ?? `https://${key}`, aliases: [] }]
    return {
      name: key,
      verify: token => verifyOpenIdLogin(environment, key, issuers, settings.clientIds, token),
    }
  },
}

/** The client ids that an identity pool trusts of a public provider: several are parted by semicolons. */
export function supportedClientIds(pool: IdentityPool, key: string): readonly string[] | undefined {
  const value = pool.configuration.SupportedLoginProviders?.[key]
  return value
    ?.split(/[;,]/)
    .map(id => id.trim())
    .filter(id => id !== '')
}

/** Whether a token is one of Facebook's authentication tokens, which are id tokens, and whose. */
export function isJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/**
 * Verifies an id token as a login.
 *
 * @throws ServiceError `NotAuthorizedException` for a token that does not prove the login,
 *   `ExternalServiceException` when the provider cannot be asked
 */
export async function verifyOpenIdLogin(
  environment: Environment,
  name: string,
  issuers: readonly TrustedIssuer[],
  clientIds: readonly string[],
  token: string,
): Promise<VerifiedLogin> {
  const claimed = claimsOf(token)
  const matching = issuers.find(({ issuer, aliases }) =>
    [issuer, `${issuer.replace(/\/$/, '')}/`, ...aliases].includes(claimed.iss ?? ''),
  )
  if (!matching) throw identityErrors.tokenIssuer()
  const audience = [claimed.aud ?? []].flat()
  if (!audience.some(id => clientIds.includes(id))) throw identityErrors.tokenAudience()
  // An authorized party that is not ours got the token for itself (OpenID Connect Core, 3.1.3.7).
  const party = claimed['azp']
  if (audience.length > 1 && party !== undefined && !clientIds.includes(String(party))) {
    throw identityErrors.tokenAudience()
  }
  const claims = await verified(environment, matching, token)
  const subject = claims.sub ?? ''
  return {
    provider: name,
    subject,
    amr: `${name}:${audience.find(id => clientIds.includes(id))}:${subject}`,
    roleMappingKeys: [name],
    claims,
  }
}

async function verified(
  { issuers, now }: Environment,
  { issuer, aliases }: TrustedIssuer,
  token: string,
): Promise<JWTPayload> {
  try {
    return await orProviderTrouble(issuers.verify(token, issuer, aliases))
  } catch (cause) {
    if (cause instanceof joseErrors.JWTExpired) {
      throw identityErrors.tokenExpired(Math.floor(now() / 1000), Number(cause.payload.exp))
    }
    if (cause instanceof joseErrors.JOSEError) {
      throw Object.assign(identityErrors.tokenUnverified(), { cause })
    }
    throw cause
  }
}

/** What a token says of itself, before anything of it is verified. */
function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token)
  } catch (cause) {
    throw Object.assign(identityErrors.tokenMalformed(), { cause })
  }
}
