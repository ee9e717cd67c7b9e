import type { UserPoolRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'

/** A page request over rows in the order of their key: those after `after`, at most `limit`. */
export interface Page {
  readonly after: string
  readonly limit: number
}

const insertPool = statement(
  (
    database,
    p: {
      pool_id: string
      name: string
      configuration: string
      created_at: number
      modified_at: number
      session_limit: number
    },
  ) =>
    database
      .insertInto('user_pools')
      .values({
        pool_id: p.pool_id,
        name: p.name,
        configuration: p.configuration,
        created_at: p.created_at,
        modified_at: p.modified_at,
        session_limit: p.session_limit,
      })
      .onConflict(conflict => conflict.column('pool_id').doNothing())
      .returning('pool_id'),
)
const selectPool = statement((database, p: { pool_id: string }) =>
  database.selectFrom('user_pools').selectAll().where('pool_id', '=', p.pool_id),
)
const selectPools = statement((database, p: { after: string; limit: number }) =>
  database
    .selectFrom('user_pools')
    .selectAll()
    .where('pool_id', '>', p.after)
    .orderBy('pool_id')
    .limit(p.limit),
)
const updateSessionLimit = statement((database, p: { pool_id: string; session_limit: number }) =>
  database.updateTable('user_pools').set({ session_limit: p.session_limit }).where('pool_id', '=', p.pool_id),
)
const updatePool = statement(
  (database, p: { pool_id: string; name: string; configuration: string; modified_at: number }) =>
    database
      .updateTable('user_pools')
      .set({ name: p.name, configuration: p.configuration, modified_at: p.modified_at })
      .where('pool_id', '=', p.pool_id)
      .returningAll(),
)

/** Creates a pool; `false` when the id is taken. */
export function* createPool(row: UserPoolRow): Unit<boolean> {
  return (yield* first(insertPool, { ...row })) !== undefined
}

export function* readPool(poolId: string): Unit<UserPoolRow | undefined> {
  return yield* first(selectPool, { pool_id: poolId })
}

export function* listPools(page: Page): Unit<UserPoolRow[]> {
  return yield* all(selectPools, { after: page.after, limit: page.limit })
}

/** Changes a pool by a function of what is stored, which may be called again. */
export function* changePool(
  poolId: string,
  now: number,
  change: (row: UserPoolRow) => { name: string; configuration: string },
): Unit<UserPoolRow | undefined> {
  const row = yield* first(selectPool, { pool_id: poolId })
  if (!row) return undefined
  return yield* first(updatePool, { pool_id: poolId, modified_at: now, ...change(row) })
}

/**
 * Sets how many sessions with tokens each of a pool's users may have at once.
 *
 * @param limit 0 for any number
 */
export function* limitSessions(poolId: string, limit: number): Unit<void> {
  yield* all(updateSessionLimit, { pool_id: poolId, session_limit: limit })
}

/** The tables whose rows belong to a user pool. */
export const poolTables = [
  'user_pools',
  'pool_keys',
  'user_pool_clients',
  'client_pools',
  'users',
  'user_names',
  'user_search',
  'codes',
  'attempts',
  'spent',
  'sessions',
  'oauth_transactions',
  'pool_resources',
  'group_members',
  'domain_pools',
] as const
const deletePoolRows = poolTables.map(table =>
  statement((database, p: { pool_id: string }) =>
    database.deleteFrom(table).where('pool_id', '=', p.pool_id),
  ),
)

/** Deletes a pool with all that is in it; `false` when there is none. */
export function* deletePool(poolId: string): Unit<boolean> {
  if (!(yield* first(selectPool, { pool_id: poolId }))) return false
  for (const statement of deletePoolRows) yield* all(statement, { pool_id: poolId })
  return true
}
