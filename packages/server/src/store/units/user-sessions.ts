import type { SessionRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, type Unit } from '../unit.ts'
import { revokeSession } from './sessions.ts'

/** More than this are over the limit only after it was lowered, and end with the next sign-ins. */
const mostAtOnce = 40

/** A place in a user's sessions, newest first: after the session of this time and id. */
export interface SessionPage {
  readonly before: number
  readonly after: string
  readonly limit: number
}

type PageParameters = { pool_id: string; sub: string; before: number; after: string; limit: number }

const selectSessions = statement((database, p: PageParameters & { alive_at: number; revoked_at: number }) =>
  database
    .selectFrom('sessions')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub)
    .where('expires_at', '>', p.alive_at)
    .where('revoked_at', '<=', p.revoked_at)
    .where(condition =>
      condition.or([
        condition('authenticated_at', '<', p.before),
        condition.and([condition('authenticated_at', '=', p.before), condition('session_id', '>', p.after)]),
      ]),
    )
    .orderBy('authenticated_at', 'desc')
    .orderBy('session_id')
    .limit(p.limit),
)

/** A user's sessions that are neither over nor revoked, newest first. */
export function* listLiveSessions(
  poolId: string,
  sub: string,
  now: number,
  page: SessionPage,
): Unit<SessionRow[]> {
  return yield* all(selectSessions, { pool_id: poolId, sub, ...page, alive_at: now, revoked_at: 0 })
}

/**
 * Ends a user's oldest sessions, so many that no more live than a limit says.
 *
 * @param limit at least 1
 * @param counts which sessions the limit is about
 */
export function* endOldestSessions(
  poolId: string,
  sub: string,
  now: number,
  limit: number,
  counts: (session: SessionRow) => boolean,
): Unit<void> {
  const page = { before: Number.MAX_SAFE_INTEGER, after: '', limit: limit + mostAtOnce }
  const living = (yield* listLiveSessions(poolId, sub, now, page)).filter(counts)
  for (const { session_id } of living.slice(limit)) yield* revokeSession(poolId, session_id, now)
}

/** All of a user's sessions that are still remembered, newest first. */
export function* listRememberedSessions(poolId: string, sub: string, page: SessionPage): Unit<SessionRow[]> {
  const always = { alive_at: 0, revoked_at: Number.MAX_SAFE_INTEGER }
  return yield* all(selectSessions, { pool_id: poolId, sub, ...page, ...always })
}
