import type { UserPoolClientRow, UserPoolRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import { type Page, readPool } from './pools.ts'

type ChangedClient = { name: string; configuration: string; sealed_secrets: string }

const insertClient = statement(
  (
    database,
    p: {
      pool_id: string
      client_id: string
      name: string
      configuration: string
      sealed_secrets: string
      created_at: number
      modified_at: number
    },
  ) =>
    database.insertInto('user_pool_clients').values({
      pool_id: p.pool_id,
      client_id: p.client_id,
      name: p.name,
      configuration: p.configuration,
      sealed_secrets: p.sealed_secrets,
      created_at: p.created_at,
      modified_at: p.modified_at,
    }),
)
const insertClientPool = statement((database, p: { client_id: string; pool_id: string }) =>
  database
    .insertInto('client_pools')
    .values({ client_id: p.client_id, pool_id: p.pool_id })
    .onConflict(conflict => conflict.column('client_id').doNothing())
    .returning('client_id'),
)
const selectClientPool = statement((database, p: { client_id: string }) =>
  database.selectFrom('client_pools').select('pool_id').where('client_id', '=', p.client_id),
)
const selectClient = statement((database, p: { pool_id: string; client_id: string }) =>
  database
    .selectFrom('user_pool_clients')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('client_id', '=', p.client_id),
)
const selectClients = statement((database, p: { pool_id: string; after: string; limit: number }) =>
  database
    .selectFrom('user_pool_clients')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('client_id', '>', p.after)
    .orderBy('client_id')
    .limit(p.limit),
)
const updateClient = statement(
  (database, p: ChangedClient & { pool_id: string; client_id: string; modified_at: number }) =>
    database
      .updateTable('user_pool_clients')
      .set({
        name: p.name,
        configuration: p.configuration,
        sealed_secrets: p.sealed_secrets,
        modified_at: p.modified_at,
      })
      .where('pool_id', '=', p.pool_id)
      .where('client_id', '=', p.client_id)
      .returningAll(),
)
const deleteClientRow = statement((database, p: { pool_id: string; client_id: string }) =>
  database
    .deleteFrom('user_pool_clients')
    .where('pool_id', '=', p.pool_id)
    .where('client_id', '=', p.client_id)
    .returning('client_id'),
)
const deleteClientPool = statement((database, p: { client_id: string }) =>
  database.deleteFrom('client_pools').where('client_id', '=', p.client_id),
)

/** Creates a client; `false` when the id is taken. */
export function* createClient(row: UserPoolClientRow): Unit<boolean> {
  if (!(yield* first(insertClientPool, { client_id: row.client_id, pool_id: row.pool_id }))) return false
  yield* all(insertClient, { ...row })
  return true
}

export function* readClient(poolId: string, clientId: string): Unit<UserPoolClientRow | undefined> {
  return yield* first(selectClient, { pool_id: poolId, client_id: clientId })
}

/** A client with its pool, by the client's id alone. */
export function* readClientAndPool(
  clientId: string,
): Unit<{ client: UserPoolClientRow; pool: UserPoolRow } | undefined> {
  const found = yield* first(selectClientPool, { client_id: clientId })
  if (!found) return undefined
  const client = yield* first(selectClient, { pool_id: found.pool_id, client_id: clientId })
  const pool = yield* readPool(found.pool_id)
  return client && pool ? { client, pool } : undefined
}

export function* listClients(poolId: string, page: Page): Unit<UserPoolClientRow[]> {
  return yield* all(selectClients, { pool_id: poolId, after: page.after, limit: page.limit })
}

/** Changes a client by a function of what is stored, which may be called again and may throw to refuse. */
export function* changeClient(
  poolId: string,
  clientId: string,
  now: number,
  change: (row: UserPoolClientRow) => Partial<ChangedClient>,
): Unit<UserPoolClientRow | undefined> {
  const row = yield* first(selectClient, { pool_id: poolId, client_id: clientId })
  if (!row) return undefined
  return yield* first(updateClient, {
    pool_id: poolId,
    client_id: clientId,
    modified_at: now,
    name: row.name,
    configuration: row.configuration,
    sealed_secrets: row.sealed_secrets,
    ...change(row),
  })
}

export function* deleteClient(poolId: string, clientId: string): Unit<boolean> {
  const deleted = yield* first(deleteClientRow, { pool_id: poolId, client_id: clientId })
  if (deleted) yield* all(deleteClientPool, { client_id: clientId })
  return deleted !== undefined
}
