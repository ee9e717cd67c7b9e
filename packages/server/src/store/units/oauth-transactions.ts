import type { OAuthTransactionRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'

type TransactionKey = { pool_id: string; kind: string; id_hash: string }
type TransactionParameters = { [Column in keyof OAuthTransactionRow]: OAuthTransactionRow[Column] }

const insertTransaction = statement((database, p: TransactionParameters) =>
  database.insertInto('oauth_transactions').values({
    pool_id: p.pool_id,
    kind: p.kind,
    id_hash: p.id_hash,
    body: p.body,
    session_id: p.session_id,
    expires_at: p.expires_at,
    kept_until: p.kept_until,
    used_at: p.used_at,
  }),
)
const selectTransaction = statement((database, p: TransactionKey) =>
  database
    .selectFrom('oauth_transactions')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id_hash', '=', p.id_hash),
)
const markUsed = statement((database, p: TransactionKey & { now: number }) =>
  database
    .updateTable('oauth_transactions')
    .set({ used_at: p.now })
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id_hash', '=', p.id_hash)
    .where('used_at', '=', 0)
    .returning('id_hash'),
)
const deleteTransaction = statement((database, p: TransactionKey) =>
  database
    .deleteFrom('oauth_transactions')
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id_hash', '=', p.id_hash)
    .returningAll(),
)

export function* putTransaction(row: OAuthTransactionRow): Unit<void> {
  yield* all(insertTransaction, { ...row })
}

export function* readTransaction(
  poolId: string,
  kind: string,
  idHash: string,
): Unit<OAuthTransactionRow | undefined> {
  return yield* first(selectTransaction, { pool_id: poolId, kind, id_hash: idHash })
}

/** Marks a transaction as used, by one atomic statement; `false` when it was used before. */
export function* spendTransaction(poolId: string, kind: string, idHash: string, now: number): Unit<boolean> {
  return (yield* first(markUsed, { pool_id: poolId, kind, id_hash: idHash, now })) !== undefined
}

/** Takes a transaction away; `undefined` when there is none, or somebody else was faster. */
export function* takeTransaction(
  poolId: string,
  kind: string,
  idHash: string,
): Unit<OAuthTransactionRow | undefined> {
  return yield* first(deleteTransaction, { pool_id: poolId, kind, id_hash: idHash })
}
