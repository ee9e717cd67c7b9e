import type { RefreshTokenRow, SessionRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'

const insertSession = statement(
  (
    database,
    p: {
      pool_id: string
      session_id: string
      sub: string
      client_id: string
      scope: string
      authenticated_at: number
      expires_at: number
      revoked_at: number
      device_key: string
      origin: string
    },
  ) =>
    database.insertInto('sessions').values({
      pool_id: p.pool_id,
      session_id: p.session_id,
      sub: p.sub,
      client_id: p.client_id,
      scope: p.scope,
      authenticated_at: p.authenticated_at,
      expires_at: p.expires_at,
      revoked_at: p.revoked_at,
      device_key: p.device_key,
      origin: p.origin,
    }),
)
const selectSession = statement((database, p: { pool_id: string; session_id: string }) =>
  database
    .selectFrom('sessions')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('session_id', '=', p.session_id),
)
const revokeOne = statement((database, p: { pool_id: string; session_id: string; now: number }) =>
  database
    .updateTable('sessions')
    .set({ revoked_at: p.now })
    .where('pool_id', '=', p.pool_id)
    .where('session_id', '=', p.session_id)
    .where('revoked_at', '=', 0)
    .returning('session_id'),
)
const revokeAll = statement((database, p: { pool_id: string; sub: string; now: number }) =>
  database
    .updateTable('sessions')
    .set({ revoked_at: p.now })
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub)
    .where('revoked_at', '=', 0),
)
const insertRefreshToken = statement(
  (
    database,
    p: { pool_id: string; token_hash: string; session_id: string; expires_at: number; rotated_at: number },
  ) =>
    database.insertInto('refresh_tokens').values({
      pool_id: p.pool_id,
      token_hash: p.token_hash,
      session_id: p.session_id,
      expires_at: p.expires_at,
      rotated_at: p.rotated_at,
    }),
)
const selectRefreshToken = statement((database, p: { pool_id: string; token_hash: string }) =>
  database
    .selectFrom('refresh_tokens')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('token_hash', '=', p.token_hash),
)
const markRotated = statement((database, p: { pool_id: string; token_hash: string; now: number }) =>
  database
    .updateTable('refresh_tokens')
    .set({ rotated_at: p.now })
    .where('pool_id', '=', p.pool_id)
    .where('token_hash', '=', p.token_hash)
    .where('rotated_at', '=', 0)
    .returning('token_hash'),
)
const insertSpent = statement((database, p: { pool_id: string; id: string; expires_at: number }) =>
  database
    .insertInto('spent')
    .values({ pool_id: p.pool_id, id: p.id, expires_at: p.expires_at })
    .onConflict(conflict => conflict.columns(['pool_id', 'id']).doNothing())
    .returning('id'),
)

/** Marks something that may be used once; `false` when it was used before. */
export function* spend(poolId: string, id: string, expiresAt: number): Unit<boolean> {
  return (yield* first(insertSpent, { pool_id: poolId, id, expires_at: expiresAt })) !== undefined
}

/** Opens a session, with its first refresh token where it has one. */
export function* openSession(session: SessionRow, refreshToken?: RefreshTokenRow): Unit<void> {
  yield* all(insertSession, { ...session })
  if (refreshToken) yield* all(insertRefreshToken, { ...refreshToken })
}

export function* readSession(poolId: string, sessionId: string): Unit<SessionRow | undefined> {
  return yield* first(selectSession, { pool_id: poolId, session_id: sessionId })
}

export function* readRefreshToken(
  poolId: string,
  tokenHash: string,
): Unit<{ token: RefreshTokenRow; session: SessionRow } | undefined> {
  const token = yield* first(selectRefreshToken, { pool_id: poolId, token_hash: tokenHash })
  if (!token) return undefined
  const session = yield* readSession(poolId, token.session_id)
  return session ? { token, session } : undefined
}

/** Ends a session: its refresh tokens die, and its access tokens no longer work here. */
export function* revokeSession(poolId: string, sessionId: string, now: number): Unit<void> {
  yield* all(revokeOne, { pool_id: poolId, session_id: sessionId, now })
}

/** Ends every session of a user. */
export function* revokeUserSessions(poolId: string, sub: string, now: number): Unit<void> {
  yield* all(revokeAll, { pool_id: poolId, sub, now })
}

export type Rotation =
  | { readonly kind: 'rotated' }
  /** Within the grace time: the successor that was issued before holds. */
  | { readonly kind: 'repeated' }
  /** After the grace time: the whole family is revoked by now. */
  | { readonly kind: 'reused' }

/**
 * Replaces a refresh token by its successor (RFC 9700, 4.14.2). The successor's hash is the same for every call
 * with the same token, so a repeat within the grace time gives the same successor and the family never branches.
 *
 * @param graceMilliseconds how long the old token may be presented again
 */
export function* rotateRefreshToken(
  token: RefreshTokenRow,
  successorHash: string,
  now: number,
  graceMilliseconds: number,
): Unit<Rotation> {
  const key = { pool_id: token.pool_id, token_hash: token.token_hash }
  if (yield* first(markRotated, { ...key, now })) {
    yield* all(insertRefreshToken, { ...token, token_hash: successorHash, rotated_at: 0 })
    return { kind: 'rotated' }
  }
  const current = yield* first(selectRefreshToken, key)
  // Without a grace time nothing is a repeat, not even what another node began in the same moment or before.
  const inGrace = current && graceMilliseconds > 0 && now <= current.rotated_at + graceMilliseconds
  if (inGrace) return { kind: 'repeated' }
  yield* revokeSession(token.pool_id, token.session_id, now)
  return { kind: 'reused' }
}
