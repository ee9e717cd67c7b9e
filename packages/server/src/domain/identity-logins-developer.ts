import { decodeJwt, errors as joseErrors, jwtVerify } from 'jose'
import type { Environment } from '../environment.ts'
import { identityErrors } from './identity-errors.ts'
import { identityIssuer } from './identity-issuer.ts'
import { identitySigningKey } from './identity-keys.ts'
import type { IdentityPool } from './identity-pool.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

/** The key of `Logins` under which a token of GetOpenIdTokenForDeveloperIdentity comes back. */
const loginsKey = 'cognito-identity.amazonaws.com'

/**
 * A developer's own user as a login of an identity pool. Whoever may call the developer's operations vouches for
 * it; nothing else proves it.
 */
export function developerLogin(pool: IdentityPool, provider: string, user: string): VerifiedLogin {
  return {
    provider,
    subject: user,
    amr: `${provider}:${pool.id}:${user}`,
    roleMappingKeys: [provider],
    claims: { sub: user },
  }
}

/** Logins by the OpenID token that a developer's back end obtained for its user. */
export const developerLogins: LoginProviders = {
  find(environment, pool, key) {
    const provider = pool.configuration.DeveloperProviderName
    if (key !== loginsKey || provider === undefined) return undefined
    return { name: provider, verify: token => verifyIdentityToken(environment, pool, provider, token) }
  },
}

async function verifyIdentityToken(
  environment: Environment,
  pool: IdentityPool,
  provider: string,
  token: string,
): Promise<VerifiedLogin> {
  const key = await identitySigningKey(environment)
  const now = environment.now()
  try {
    decodeJwt(token)
    const { payload } = await jwtVerify(token, key.publicJwk, {
      algorithms: ['RS256'],
      issuer: identityIssuer,
      audience: pool.id,
      requiredClaims: ['sub', 'exp', 'amr'],
      currentDate: new Date(now),
    })
    const prefix = `${provider}:${pool.id}:`
    const methods = Array.isArray(payload['amr']) ? payload['amr'].map(String) : []
    const method = methods.find(name => name.startsWith(prefix))
    if (method === undefined) throw identityErrors.tokenUnverified()
    return developerLogin(pool, provider, method.slice(prefix.length))
  } catch (cause) {
    if (cause instanceof joseErrors.JWTExpired) {
      throw identityErrors.tokenExpired(Math.floor(now / 1000), Number(cause.payload.exp))
    }
    if (cause instanceof joseErrors.JOSEError) {
      throw Object.assign(identityErrors.tokenUnverified(), { cause })
    }
    throw cause
  }
}
