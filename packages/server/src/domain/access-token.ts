import { decodeJwt, decodeProtectedHeader, type JWTPayload, errors as joseErrors, jwtVerify } from 'jose'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { readClient } from '../store/units/clients.ts'
import { readPool } from '../store/units/pools.ts'
import { readSessionWithUser } from '../store/units/sessions.ts'
import { readUser } from '../store/units/users.ts'
import { issuerOf, selfServiceScope } from './tokens.ts'
import { type User, userOf } from './user.ts'
import { clientOf, poolOf, type UserPool, type UserPoolClient } from './user-pool.ts'

/** Who an access token stands for. */
export interface Bearer {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  readonly sessionId: string
  readonly claims: JWTPayload
}

/**
 * Verifies an access token for the user pool's own operations: signature by one of the pool's own keys, issuer,
 * use, expiry, that its session lives, and that its user may act.
 *
 * @param scope the scope that the operation asks for
 * @throws ServiceError `NotAuthorizedException`, `UserNotFoundException`
 */
export async function authenticateBearer(
  environment: Environment,
  token: string,
  scope: string = selfServiceScope,
): Promise<Bearer> {
  const poolId = claimedPool(token)
  const claims = await verifySignature(environment, poolId, token)
  if (claims['token_use'] !== 'access') throw errors.invalidAccessToken()
  const sub = String(claims.sub)
  const sessionId = String(claims['event_id'])
  const found = await environment.engine.read(function* () {
    return {
      pool: yield* readPool(poolId),
      client: yield* readClient(poolId, String(claims['client_id'])),
      session: yield* readSessionWithUser(poolId, sessionId),
    }
  })
  if (!found.pool || !found.client) throw errors.invalidAccessToken()
  const { session } = found
  // The sessions of a user who was deleted are gone as well.
  if (!session && !(await environment.engine.read(() => readUser(poolId, sub)))) throw errors.userNotFound()
  if (session?.sub !== sub || session.revoked_at > 0) throw errors.accessTokenRevoked()
  if (
    !String(claims['scope'] ?? '')
      .split(' ')
      .includes(scope)
  )
    throw errors.scopeMissing()
  const user = userOf(session)
  if (!user.enabled) throw errors.userIsDisabled()
  return { pool: poolOf(found.pool), client: clientOf(found.client), user, sessionId, claims }
}

/** The pool that a token claims to be of, read from its issuer before anything is verified. */
function claimedPool(token: string): string {
  try {
    const issuer = decodeJwt(token).iss ?? ''
    return issuer.slice(issuer.lastIndexOf('/') + 1)
  } catch (cause) {
    throw Object.assign(errors.invalidAccessToken(), { cause })
  }
}

async function verifySignature(environment: Environment, poolId: string, token: string): Promise<JWTPayload> {
  const pool = await environment.engine.read(() => readPool(poolId))
  if (!pool) throw errors.invalidAccessToken()
  const { kid } = decodeProtectedHeader(token)
  const jwk = await environment.keys.publicKey(poolId, 'access', kid)
  if (!jwk) throw errors.invalidAccessToken()
  try {
    const { payload } = await jwtVerify(token, jwk, {
      algorithms: ['RS256'],
      issuer: issuerOf(environment, poolId),
      currentDate: new Date(environment.now()),
    })
    return payload
  } catch (cause) {
    const refusal =
      cause instanceof joseErrors.JWTExpired ? errors.accessTokenExpired() : errors.invalidAccessToken()
    throw Object.assign(refusal, { cause })
  }
}
