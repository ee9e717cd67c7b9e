import { sql } from 'kysely'
import type { SessionRow, UserRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import { groupCount } from './users.ts'

export type SessionParameters = { [Column in keyof SessionRow]: SessionRow[Column] }

export const sessionColumns = [
  'pool_id',
  'session_id',
  'sub',
  'client_id',
  'scope',
  'authenticated_at',
  'expires_at',
  'revoked_at',
  'device_key',
  'origin',
  'refresh_generation',
  'refresh_expires_at',
  'refresh_rotations',
] as const satisfies readonly (keyof SessionRow)[]

const insertSession = statement((database, p: SessionParameters) =>
  database
    .insertInto('sessions')
    .values(Object.fromEntries(sessionColumns.map(column => [column, p[column]])) as unknown as SessionRow),
)
const selectSession = statement((database, p: { pool_id: string; session_id: string }) =>
  database
    .selectFrom('sessions')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('session_id', '=', p.session_id),
)
const selectSessionWithUser = statement((database, p: { pool_id: string; session_id: string }) =>
  database
    .selectFrom('sessions')
    .innerJoin('users', join =>
      join.onRef('users.pool_id', '=', 'sessions.pool_id').onRef('users.sub', '=', 'sessions.sub'),
    )
    .selectAll('sessions')
    .select([
      'users.username',
      'users.status',
      'users.enabled',
      'users.attributes',
      'users.password',
      'users.password_set_at',
      'users.settings',
      'users.created_at',
      'users.modified_at',
      'users.version',
      groupCount,
    ])
    .where('sessions.pool_id', '=', p.pool_id)
    .where('sessions.session_id', '=', p.session_id),
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
const replaceGeneration = statement(
  (
    database,
    p: { pool_id: string; session_id: string; generation: number; successor: number; rotations: string },
  ) =>
    database
      .updateTable('sessions')
      .set({ refresh_generation: p.successor, refresh_rotations: p.rotations })
      .where('pool_id', '=', p.pool_id)
      .where('session_id', '=', p.session_id)
      .where('refresh_generation', '=', p.generation)
      .returning('session_id'),
)
/** What opened a session cannot be spent again: the session has its id. */
const insertSpent = statement((database, p: { pool_id: string; id: string; expires_at: number }) =>
  database
    .insertInto('spent')
    .columns(['pool_id', 'id', 'expires_at'])
    .expression(
      database
        .selectNoFrom([
          sql<string>`cast(${p.pool_id} as text)`.as('pool_id'),
          sql<string>`cast(${p.id} as text)`.as('id'),
          sql<number>`cast(${p.expires_at} as bigint)`.as('expires_at'),
        ])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('sessions')
                .select('session_id')
                .where('pool_id', '=', p.pool_id)
                .where('session_id', '=', p.id),
            ),
          ),
        ),
    )
    .onConflict(conflict => conflict.columns(['pool_id', 'id']).doNothing())
    .returning('id'),
)

/** Marks something that may be used once; `false` when it was used before. */
export function* spend(poolId: string, id: string, expiresAt: number): Unit<boolean> {
  return (yield* first(insertSpent, { pool_id: poolId, id, expires_at: expiresAt })) !== undefined
}

export function* openSession(session: SessionRow): Unit<void> {
  yield* all(insertSession, { ...session })
}

export function* readSession(poolId: string, sessionId: string): Unit<SessionRow | undefined> {
  return yield* first(selectSession, { pool_id: poolId, session_id: sessionId })
}

/** A session together with its user, with the number of the user's groups. */
export type SessionWithUser = SessionRow & Omit<UserRow, keyof SessionRow> & { readonly group_count: number }

/** A session whose user is still there. */
export function* readSessionWithUser(poolId: string, sessionId: string): Unit<SessionWithUser | undefined> {
  return yield* first(selectSessionWithUser, { pool_id: poolId, session_id: sessionId })
}

/** Ends a session: its refresh tokens die, and its access tokens no longer work here. */
export function* revokeSession(poolId: string, sessionId: string, now: number): Unit<void> {
  yield* all(revokeOne, { pool_id: poolId, session_id: sessionId, now })
}

/** Ends every session of a user. */
export function* revokeUserSessions(poolId: string, sub: string, now: number): Unit<void> {
  yield* all(revokeAll, { pool_id: poolId, sub, now })
}

/** More rotations than this within one grace time are no retries. */
const mostRotations = 16

function rotationsOf({ refresh_rotations: text }: SessionRow): readonly number[] {
  return text === '' ? [] : (JSON.parse(text) as number[])
}

/**
 * Puts the next generation of refresh tokens in the place of one, in one statement (RFC 9700, 4.14.2).
 *
 * @param session as it was read, with the generation that is presented
 * @param graceMilliseconds how long the replaced one may be presented again
 * @returns `false` when it was replaced meanwhile
 */
export function* replaceRefreshToken(
  session: SessionRow,
  now: number,
  graceMilliseconds: number,
): Unit<boolean> {
  const recent = rotationsOf(session).filter(at => now <= at + graceMilliseconds)
  const rotations = graceMilliseconds > 0 ? JSON.stringify([...recent, now].slice(-mostRotations)) : ''
  const replaced = yield* first(replaceGeneration, {
    pool_id: session.pool_id,
    session_id: session.session_id,
    generation: session.refresh_generation,
    successor: session.refresh_generation + 1,
    rotations,
  })
  return replaced !== undefined
}

export type Repeat =
  /** Within the grace time: the successor that was issued before holds. */
  | 'repeated'
  /** After the grace time: the whole family is revoked by now. */
  | 'reused'

/**
 * Judges a refresh token that has been replaced: its family goes on when it comes within the grace time, and ends
 * otherwise. Every call with one generation gets the same successor, so the family never branches.
 *
 * @param generation the one that is presented
 */
export function* repeatRefreshToken(
  poolId: string,
  sessionId: string,
  generation: number,
  now: number,
  graceMilliseconds: number,
): Unit<Repeat> {
  const session = yield* readSession(poolId, sessionId)
  const rotations = session ? rotationsOf(session) : []
  const replacedAt = session && rotations[rotations.length - (session.refresh_generation - generation)]
  // Without a grace time nothing is a repeat, not even what another node began in the same moment or before.
  if (replacedAt !== undefined && graceMilliseconds > 0 && now <= replacedAt + graceMilliseconds) {
    return 'repeated'
  }
  yield* revokeSession(poolId, sessionId, now)
  return 'reused'
}
