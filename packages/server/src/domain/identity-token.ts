import { type Environment, uuid } from '../environment.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import type { IdentityAccess } from './identity-access.ts'
import { identityIssuer } from './identity-issuer.ts'
import { identitySigningKey } from './identity-keys.ts'

/** GetOpenIdToken's tokens live for ten minutes. */
const defaultSeconds = 600

export interface IdentityTokenOptions {
  /** Seconds. */
  readonly lifetime?: number
  /** Session tags for STS. */
  readonly tags?: Readonly<Record<string, string>>
}

/**
 * Issues an OpenID token for an identity, RS256; `amr` says whether the caller
 * signed in, and by which login.
 */
export async function issueIdentityToken(
  environment: Environment,
  identityPoolId: string,
  { identityId, logins }: IdentityAccess,
  { lifetime = defaultSeconds, tags }: IdentityTokenOptions = {},
): Promise<string> {
  const key = await identitySigningKey(environment)
  const issuedAt = Math.floor(environment.now() / 1000)
  const methods = logins.flatMap(login => [login.provider, login.amr])
  return signJwt(key, {
    sub: identityId,
    aud: identityPoolId,
    amr: methods.length > 0 ? ['authenticated', ...methods] : ['unauthenticated'],
    iss: identityIssuer,
    jti: uuid(environment.random),
    iat: issuedAt,
    exp: issuedAt + lifetime,
    ...(tags ? { 'https://aws.amazon.com/tags': { principal_tags: listed(tags) } } : {}),
  })
}

/** STS expects each tag's value in a list. */
function listed(tags: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]))
}
