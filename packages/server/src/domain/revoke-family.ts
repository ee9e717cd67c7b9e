import type { Environment } from '../environment.ts'
import { readSession, revokeSession } from '../store/units/sessions.ts'
import { readRefreshToken } from './refresh-tokens.ts'
import type { UserPool, UserPoolClient } from './user-pool.ts'

/** Ends the session of a client's refresh token. An unknown token is as good as a revoked one (RFC 7009, 2.2). */
export async function revokeFamily(
  { engine, keys, now }: Environment,
  client: UserPoolClient,
  pool: UserPool,
  token: string,
): Promise<void> {
  const { refreshTokens } = await keys.secrets(pool.id)
  const found = readRefreshToken(refreshTokens, pool, token)
  if (!found) return
  await engine.write(function* () {
    const session = yield* readSession(pool.id, found.sessionId)
    if (session?.client_id === client.id) yield* revokeSession(pool.id, found.sessionId, now())
  })
}
