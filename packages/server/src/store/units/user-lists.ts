import type { UserRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import type { Page } from './pools.ts'
import { readUser } from './users.ts'

const selectUsers = statement((database, p: { pool_id: string; after: string; limit: number }) =>
  database
    .selectFrom('users')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('sub', '>', p.after)
    .orderBy('sub')
    .limit(p.limit),
)
const selectBySub = statement(
  (database, p: { pool_id: string; from: string; before: string; after: string; limit: number }) =>
    database
      .selectFrom('users')
      .selectAll()
      .where('pool_id', '=', p.pool_id)
      .where('sub', '>=', p.from)
      .where('sub', '<', p.before)
      .where('sub', '>', p.after)
      .orderBy('sub')
      .limit(p.limit),
)
const selectByColumn = (column: 'status' | 'enabled') =>
  statement((database, p: { pool_id: string; value: string | number; after: string; limit: number }) =>
    database
      .selectFrom('users')
      .selectAll()
      .where('pool_id', '=', p.pool_id)
      .where(column, '=', p.value as never)
      .where('sub', '>', p.after)
      .orderBy('sub')
      .limit(p.limit),
  )
const byColumn = { status: selectByColumn('status'), enabled: selectByColumn('enabled') }
const selectExact = statement(
  (database, p: { pool_id: string; attribute: string; value: string; after: string; limit: number }) =>
    database
      .selectFrom('user_search')
      .select(['sub', 'value'])
      .where('pool_id', '=', p.pool_id)
      .where('attribute', '=', p.attribute)
      .where('value', '=', p.value)
      .where('sub', '>', p.after)
      .orderBy('sub')
      .limit(p.limit),
)
const selectPrefix = statement(
  (
    database,
    p: {
      pool_id: string
      attribute: string
      from: string
      before: string
      afterValue: string
      afterSub: string
      limit: number
    },
  ) =>
    database
      .selectFrom('user_search')
      .select(['sub', 'value'])
      .where('pool_id', '=', p.pool_id)
      .where('attribute', '=', p.attribute)
      .where('value', '>=', p.from)
      .where('value', '<', p.before)
      .where(condition =>
        condition.or([
          condition('value', '>', p.afterValue),
          condition.and([condition('value', '=', p.afterValue), condition('sub', '>', p.afterSub)]),
        ]),
      )
      .orderBy('value')
      .orderBy('sub')
      .limit(p.limit),
)
const countUsers = statement((database, p: { pool_id: string }) =>
  database
    .selectFrom('users')
    .select(count => count.fn.countAll<number>().as('number'))
    .where('pool_id', '=', p.pool_id),
)

/** A user in a list, with the place after it as a cursor. */
export interface ListedUser {
  readonly row: UserRow
  readonly cursor: readonly string[]
}

export type UserFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'column'; readonly column: 'status' | 'enabled'; readonly value: string | number }
  | { readonly kind: 'exact'; readonly attribute: string; readonly value: string }
  | { readonly kind: 'prefix'; readonly attribute: string; readonly value: string }

/** The least text above every text that begins with `prefix`, in the order of code points. */
function endOf(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

/** Lists users by a filter, a page at a time, in a stable order; each page costs what is on it. */
export function* listUsers(
  poolId: string,
  filter: UserFilter,
  cursor: readonly string[],
  limit: number,
): Unit<ListedUser[]> {
  const [first = '', second = ''] = cursor
  const page: Page = { after: first, limit }
  switch (filter.kind) {
    case 'all':
      return (yield* all(selectUsers, { pool_id: poolId, ...page })).map(row => ({ row, cursor: [row.sub] }))
    case 'column': {
      const rows = yield* all(byColumn[filter.column], { pool_id: poolId, value: filter.value, ...page })
      return rows.map(row => ({ row, cursor: [row.sub] }))
    }
    case 'exact': {
      const { attribute, value } = filter
      if (attribute === 'sub') {
        const row = first === '' ? yield* readUser(poolId, value) : undefined
        return row ? [{ row, cursor: [row.sub] }] : []
      }
      return yield* withUsers(
        poolId,
        (yield* all(selectExact, { pool_id: poolId, attribute, value, ...page })).map(entry => ({
          sub: entry.sub,
          cursor: [entry.sub],
        })),
      )
    }
    case 'prefix': {
      if (filter.attribute === 'sub') {
        const range = { from: filter.value, before: endOf(filter.value) }
        const rows = yield* all(selectBySub, { pool_id: poolId, ...range, ...page })
        return rows.map(row => ({ row, cursor: [row.sub] }))
      }
      const entries = yield* all(selectPrefix, {
        pool_id: poolId,
        attribute: filter.attribute,
        from: filter.value,
        before: endOf(filter.value),
        afterValue: first,
        afterSub: second,
        limit,
      })
      return yield* withUsers(
        poolId,
        entries.map(entry => ({ sub: entry.sub, cursor: [entry.value, entry.sub] })),
      )
    }
  }
}

function* withUsers(
  poolId: string,
  entries: readonly { readonly sub: string; readonly cursor: readonly string[] }[],
): Unit<ListedUser[]> {
  const users: ListedUser[] = []
  for (const { sub, cursor } of entries) {
    const row = yield* readUser(poolId, sub)
    if (row) users.push({ row, cursor })
  }
  return users
}

/** How many users a pool has. */
export function* estimateUsers(poolId: string): Unit<number> {
  return Number((yield* first(countUsers, { pool_id: poolId }))?.number ?? 0)
}
