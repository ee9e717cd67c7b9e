import type { PoolResourceRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import type { Page } from './pools.ts'

type ResourceKey = { pool_id: string; kind: string; id: string }
type ResourceParameters = { [Column in keyof PoolResourceRow]: PoolResourceRow[Column] }

const insertResource = statement((database, p: ResourceParameters) =>
  database
    .insertInto('pool_resources')
    .values({
      pool_id: p.pool_id,
      kind: p.kind,
      id: p.id,
      body: p.body,
      created_at: p.created_at,
      modified_at: p.modified_at,
    })
    .onConflict(conflict => conflict.columns(['pool_id', 'kind', 'id']).doNothing())
    .returning('id'),
)
const upsertResource = statement((database, p: ResourceParameters) =>
  database
    .insertInto('pool_resources')
    .values({
      pool_id: p.pool_id,
      kind: p.kind,
      id: p.id,
      body: p.body,
      created_at: p.created_at,
      modified_at: p.modified_at,
    })
    .onConflict(conflict =>
      conflict.columns(['pool_id', 'kind', 'id']).doUpdateSet(row => ({
        body: row.ref('excluded.body'),
        modified_at: row.ref('excluded.modified_at'),
      })),
    )
    .returningAll(),
)
const selectResource = statement((database, p: ResourceKey) =>
  database
    .selectFrom('pool_resources')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id),
)
const selectResources = statement(
  (database, p: { pool_id: string; kind: string; after: string; before: string; limit: number }) =>
    database
      .selectFrom('pool_resources')
      .selectAll()
      .where('pool_id', '=', p.pool_id)
      .where('kind', '=', p.kind)
      .where('id', '>', p.after)
      .where('id', '<', p.before)
      .orderBy('id')
      .limit(p.limit),
)
const updateResource = statement((database, p: ResourceKey & { body: string; modified_at: number }) =>
  database
    .updateTable('pool_resources')
    .set({ body: p.body, modified_at: p.modified_at })
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .returningAll(),
)
const deleteResourceRow = statement((database, p: ResourceKey) =>
  database
    .deleteFrom('pool_resources')
    .where('pool_id', '=', p.pool_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .returningAll(),
)

/** After every id there can be. */
const end = '\u{10ffff}'

/** Creates a resource; `false` when the id is taken. */
export function* createResource(row: PoolResourceRow): Unit<boolean> {
  return (yield* first(insertResource, { ...row })) !== undefined
}

/** Stores a resource, in place of the one that was there, whose time of creation stays. */
export function* putResource(row: PoolResourceRow): Unit<PoolResourceRow> {
  return (yield* first(upsertResource, { ...row })) ?? row
}

export function* readResource(poolId: string, kind: string, id: string): Unit<PoolResourceRow | undefined> {
  return yield* first(selectResource, { pool_id: poolId, kind, id })
}

/** Changes a resource by a function of what is stored, which may be called again and may throw to refuse. */
export function* changeResource(
  poolId: string,
  kind: string,
  id: string,
  now: number,
  change: (row: PoolResourceRow) => string,
): Unit<PoolResourceRow | undefined> {
  const row = yield* readResource(poolId, kind, id)
  if (!row) return undefined
  return yield* first(updateResource, { pool_id: poolId, kind, id, body: change(row), modified_at: now })
}

/** Deletes a resource and gives it back; `undefined` when there is none. */
export function* deleteResource(poolId: string, kind: string, id: string): Unit<PoolResourceRow | undefined> {
  return yield* first(deleteResourceRow, { pool_id: poolId, kind, id })
}

/**
 * Lists resources of a kind in the order of their ids, a page at a time.
 *
 * @param prefix only those whose id begins with this
 */
export function* listResources(
  poolId: string,
  kind: string,
  page: Page,
  prefix = '',
): Unit<PoolResourceRow[]> {
  const after = page.after === '' ? prefix : page.after
  return yield* all(selectResources, {
    pool_id: poolId,
    kind,
    after,
    before: `${prefix}${end}`,
    limit: page.limit,
  })
}

/** Deletes the resources of a kind whose id begins with a prefix. */
export function* deleteResourcesUnder(poolId: string, kind: string, prefix: string): Unit<void> {
  const limit = 1000
  for (;;) {
    const rows = yield* listResources(poolId, kind, { after: '', limit }, prefix)
    for (const { id } of rows) yield* deleteResource(poolId, kind, id)
    if (rows.length < limit) return
  }
}
