import type { IdentityPoolRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import type { Page } from './pools.ts'

interface Changed {
  readonly name: string
  readonly configuration: string
  readonly roles: string
}

const insertPool = statement(
  (
    database,
    p: {
      identity_pool_id: string
      name: string
      configuration: string
      roles: string
      created_at: number
      modified_at: number
    },
  ) =>
    database
      .insertInto('identity_pools')
      .values({
        identity_pool_id: p.identity_pool_id,
        name: p.name,
        configuration: p.configuration,
        roles: p.roles,
        created_at: p.created_at,
        modified_at: p.modified_at,
      })
      .onConflict(conflict => conflict.column('identity_pool_id').doNothing())
      .returning('identity_pool_id'),
)
const selectPool = statement((database, p: { identity_pool_id: string }) =>
  database.selectFrom('identity_pools').selectAll().where('identity_pool_id', '=', p.identity_pool_id),
)
const selectPools = statement((database, p: { after: string; limit: number }) =>
  database
    .selectFrom('identity_pools')
    .selectAll()
    .where('identity_pool_id', '>', p.after)
    .orderBy('identity_pool_id')
    .limit(p.limit),
)
const updatePool = statement(
  (
    database,
    p: { identity_pool_id: string; name: string; configuration: string; roles: string; modified_at: number },
  ) =>
    database
      .updateTable('identity_pools')
      .set({ name: p.name, configuration: p.configuration, roles: p.roles, modified_at: p.modified_at })
      .where('identity_pool_id', '=', p.identity_pool_id)
      .returningAll(),
)
const deletePoolRow = statement((database, p: { identity_pool_id: string }) =>
  database
    .deleteFrom('identity_pools')
    .where('identity_pool_id', '=', p.identity_pool_id)
    .returning('identity_pool_id'),
)
const deleteDirectory = statement((database, p: { identity_pool_id: string }) =>
  database
    .deleteFrom('identity_directory')
    .where('identity_id', 'in', pool =>
      pool.selectFrom('identities').select('identity_id').where('identity_pool_id', '=', p.identity_pool_id),
    ),
)
const deleteLogins = statement((database, p: { identity_pool_id: string }) =>
  database.deleteFrom('identity_logins').where('identity_pool_id', '=', p.identity_pool_id),
)
const deleteIdentities = statement((database, p: { identity_pool_id: string }) =>
  database.deleteFrom('identities').where('identity_pool_id', '=', p.identity_pool_id),
)

/** Creates an identity pool; `false` when the id is taken. */
export function* createIdentityPoolRow(row: IdentityPoolRow): Unit<boolean> {
  return (yield* first(insertPool, { ...row })) !== undefined
}

export function* readIdentityPool(identityPoolId: string): Unit<IdentityPoolRow | undefined> {
  return yield* first(selectPool, { identity_pool_id: identityPoolId })
}

export function* listIdentityPoolRows(page: Page): Unit<IdentityPoolRow[]> {
  return yield* all(selectPools, { after: page.after, limit: page.limit })
}

/** Changes an identity pool by a function of what is stored, which may be called again. */
export function* changeIdentityPool(
  identityPoolId: string,
  now: number,
  change: (row: IdentityPoolRow) => Changed,
): Unit<IdentityPoolRow | undefined> {
  const row = yield* first(selectPool, { identity_pool_id: identityPoolId })
  if (!row) return undefined
  return yield* first(updatePool, { identity_pool_id: identityPoolId, modified_at: now, ...change(row) })
}

/** Deletes an identity pool with its identities; `false` when there is none. */
export function* deleteIdentityPoolRows(identityPoolId: string): Unit<boolean> {
  const key = { identity_pool_id: identityPoolId }
  if (!(yield* first(deletePoolRow, key))) return false
  yield* all(deleteDirectory, key)
  yield* all(deleteLogins, key)
  yield* all(deleteIdentities, key)
  return true
}
