import type { ClientAuthenticationResultType } from '@latchkey/protocol/user-pools'
import { type Environment, uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { listResources } from '../store/units/pool-resources.ts'
import { type Resource, resourceOf } from './resource.ts'
import type { ResourceServerBody } from './resource-servers.ts'
import { issuerOf } from './tokens.ts'
import { tokenLifetimes, type UserPool, type UserPoolClient } from './user-pool.ts'

/** More than a pool may have (Cognito's quota is 25, and 300 on request). */
const allServers = { after: '', limit: 1000 }

/** The custom scopes of a pool: a resource server's identifier, a slash, and the scope's name. */
async function customScopes({ engine }: Environment, poolId: string): Promise<Set<string>> {
  const rows = await engine.read(() => listResources(poolId, 'resource-server', allServers))
  return new Set(
    rows.flatMap(row => {
      const { id, body }: Resource<ResourceServerBody> = resourceOf(row)
      return body.Scopes.map(({ ScopeName }) => `${id}/${ScopeName}`)
    }),
  )
}

/**
 * An access token of a client for itself (the client credentials grant, RFC 6749 section 4.4): it stands for no
 * user.
 *
 * @param requested the scopes asked for, or none for all that the client is allowed
 * @throws ServiceError `InvalidParameterException` for a scope that is none or not allowed
 */
export async function issueClientToken(
  environment: Environment,
  pool: UserPool,
  client: UserPoolClient,
  requested: readonly string[] | undefined,
): Promise<ClientAuthenticationResultType> {
  const known = await customScopes(environment, pool.id)
  const allowed = (client.configuration.AllowedOAuthScopes ?? []).filter(scope => known.has(scope))
  const scopes = requested?.length ? [...new Set(requested)] : allowed
  const refused = scopes.find(scope => !allowed.includes(scope))
  if (refused !== undefined) throw errors.invalidParameter(`The scope ${refused} is not the client's.`)
  const key = await environment.keys.signingKey(pool.id, 'access')
  const issuedAt = Math.floor(environment.now() / 1000)
  const lifetime = Math.floor(tokenLifetimes(client).access / 1000)
  const AccessToken = signJwt(key, {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: issuerOf(environment, pool.id),
    exp: issuedAt + lifetime,
    iat: issuedAt,
    version: 2,
    jti: uuid(environment.random),
    client_id: client.id,
  })
  return { AccessToken, ExpiresIn: lifetime, TokenType: 'Bearer' }
}
