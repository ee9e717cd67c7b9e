import type { PoolKeyRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, type Unit } from '../unit.ts'

const insertKey = statement(
  (
    database,
    p: {
      pool_id: string
      purpose: string
      key_id: string
      sealed: string
      public_jwk: string
      created_at: number
    },
  ) =>
    database.insertInto('pool_keys').values({
      pool_id: p.pool_id,
      purpose: p.purpose,
      key_id: p.key_id,
      sealed: p.sealed,
      public_jwk: p.public_jwk,
      created_at: p.created_at,
    }),
)
const selectKeys = statement((database, p: { pool_id: string; purpose: string }) =>
  database
    .selectFrom('pool_keys')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('purpose', '=', p.purpose)
    .orderBy('created_at', 'desc'),
)

/** The keys of a pool for a purpose, newest first. */
export function* readKeys(poolId: string, purpose: string): Unit<PoolKeyRow[]> {
  return yield* all(selectKeys, { pool_id: poolId, purpose })
}

/** Stores a pool's first key for a purpose; when another node was faster, gives back that node's. */
export function* createFirstKey(row: PoolKeyRow): Unit<PoolKeyRow> {
  const [existing] = yield* all(selectKeys, { pool_id: row.pool_id, purpose: row.purpose })
  if (existing) return existing
  yield* all(insertKey, { ...row })
  return row
}

/**
 * Stores the next key of a pool for a purpose.
 *
 * @param after when the newest one was made that the caller knows; a newer one came from another node
 * @returns `false` when there is a newer one
 */
export function* createNextKey(row: PoolKeyRow, after: number): Unit<boolean> {
  const [newest] = yield* all(selectKeys, { pool_id: row.pool_id, purpose: row.purpose })
  if (newest && newest.created_at > after) return false
  // The order of keys is that of their times: two in one millisecond would have none.
  yield* all(insertKey, { ...row, created_at: Math.max(row.created_at, after + 1) })
  return true
}
