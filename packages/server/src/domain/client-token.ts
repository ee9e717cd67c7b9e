import type { ClientAuthenticationResultType } from '@latchkey/protocol/user-pools'
import { type Environment, uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { overrideClientClaims } from './pre-token-generation.ts'
import { customScopes } from './scopes.ts'
import { issuerOf } from './tokens.ts'
import { tokenLifetimes, type UserPool, type UserPoolClient } from './user-pool.ts'

interface ClientTokenOptions {
  /** The resource server that the token is for; none for whoever knows its scopes. */
  readonly resource?: string | undefined
  /** For the trigger alone. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined
}

/**
 * An access token of a client for itself (the client credentials grant, RFC 6749 section 4.4): it stands for no
 * user.
 *
 * @param requested the scopes asked for, or none for all that the client is allowed
 * @throws ServiceError `InvalidParameterException` for a scope that is none or not allowed, and as triggers do
 */
export async function issueClientToken(
  environment: Environment,
  pool: UserPool,
  client: UserPoolClient,
  requested: readonly string[] | undefined,
  { resource, clientMetadata }: ClientTokenOptions = {},
): Promise<ClientAuthenticationResultType> {
  const known = await customScopes(environment, pool.id)
  const allowed = (client.configuration.AllowedOAuthScopes ?? []).filter(scope => known.has(scope))
  const scopes = requested?.length ? [...new Set(requested)] : allowed
  const refused = scopes.find(scope => !allowed.includes(scope))
  if (refused !== undefined) throw errors.invalidParameter(`The scope ${refused} is not the client's.`)
  const key = await environment.keys.signingKey(pool.id, 'access')
  const issuedAt = Math.floor(environment.now() / 1000)
  const lifetime = Math.floor(tokenLifetimes(client).access / 1000)
  const own = { scope: scopes.join(' ') }
  const AccessToken = signJwt(key, {
    ...(await overrideClientClaims(environment, pool, client, own, clientMetadata)),
    sub: client.id,
    token_use: 'access',
    auth_time: issuedAt,
    iss: issuerOf(environment, pool.id),
    exp: issuedAt + lifetime,
    iat: issuedAt,
    version: 2,
    jti: uuid(environment.random),
    client_id: client.id,
    ...(resource === undefined ? {} : { aud: resource }),
  })
  return { AccessToken, ExpiresIn: lifetime, TokenType: 'Bearer' }
}
