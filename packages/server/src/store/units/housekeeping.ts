import { statement } from '../statement.ts'
import { all, type Unit } from '../unit.ts'
import { poolTables } from './pools.ts'

const deleteSpent = statement((database, p: { pool_id: string; now: number }) =>
  database
    .deleteFrom('spent')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('pool_id', 'id'),
        'in',
        selectFrom('spent')
          .select(['pool_id', 'id'])
          .where('pool_id', '=', p.pool_id)
          .where('expires_at', '<', p.now)
          .limit(1000)
          .$asTuple('pool_id', 'id'),
      ),
    )
    .returning('id'),
)
const deleteSessions = statement((database, p: { pool_id: string; now: number }) =>
  database
    .deleteFrom('sessions')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('pool_id', 'session_id'),
        'in',
        selectFrom('sessions')
          .select(['pool_id', 'session_id'])
          .where('pool_id', '=', p.pool_id)
          .where('expires_at', '<', p.now)
          .limit(1000)
          .$asTuple('pool_id', 'session_id'),
      ),
    )
    .returning('session_id'),
)

const deleteTransactions = statement((database, p: { pool_id: string; now: number }) =>
  database
    .deleteFrom('oauth_transactions')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('pool_id', 'kind', 'id_hash'),
        'in',
        selectFrom('oauth_transactions')
          .select(['pool_id', 'kind', 'id_hash'])
          .where('pool_id', '=', p.pool_id)
          .where('kept_until', '<', p.now)
          .limit(1000)
          .$asTuple('pool_id', 'kind', 'id_hash'),
      ),
    )
    .returning('id_hash'),
)

/** Deletes what has expired in a pool, at most a thousand rows a table; tells how many. */
export function* deleteExpired(poolId: string, now: number): Unit<number> {
  const spent = yield* all(deleteSpent, { pool_id: poolId, now })
  const sessions = yield* all(deleteSessions, { pool_id: poolId, now })
  const transactions = yield* all(deleteTransactions, { pool_id: poolId, now })
  return spent.length + sessions.length + transactions.length
}

const tables = [
  ...poolTables,
  'identity_pools',
  'identities',
  'identity_logins',
  'identity_directory',
] as const
const selectKeyOwners = statement((database, _: Record<string, never>) =>
  database.selectFrom('pool_keys').select('pool_id').distinct(),
)
const emptyTables = tables.map(table =>
  statement((database, _: Record<string, never>) => database.deleteFrom(table)),
)

/** Empties every table; gives back whose keys are gone. */
export function* deleteEverything(): Unit<string[]> {
  const owners = yield* all(selectKeyOwners, {})
  for (const statement of emptyTables) yield* all(statement, {})
  return owners.map(owner => owner.pool_id)
}
