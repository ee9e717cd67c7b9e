import { type Environment, uuid } from '../environment.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { IdentityAccess } from './identity-access.ts'
import { identitySigningKey } from './identity-keys.ts'

/** The issuer of identity pools' OpenID tokens, wherever the server runs. */
export const identityIssuer = 'https://cognito-identity.amazonaws.com'

const lifetimeSeconds = 600

/**
 * Issues an OpenID token for an identity (GetOpenIdToken): ten minutes, RS256; `amr` says whether the caller
 * signed in, and by which login.
 */
export async function issueIdentityToken(
  environment: Environment,
  identityPoolId: string,
  { identityId, logins }: IdentityAccess,
): Promise<string> {
  const key = await identitySigningKey(environment)
  const issuedAt = Math.floor(environment.now() / 1000)
  const methods = logins.flatMap(login => [login.provider, login.amr])
  return await signJwt(key, {
    sub: identityId,
    aud: identityPoolId,
    amr: methods.length > 0 ? ['authenticated', ...methods] : ['unauthenticated'],
    iss: identityIssuer,
    jti: uuid(environment.random),
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  })
}
