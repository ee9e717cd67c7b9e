import { sql } from 'kysely'
import type { UserRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import { deleteResourcesUnder } from './pool-resources.ts'

/** A name that a user may sign in with, folded as the pool folds names; unique in the pool by value and kind. */
export interface UserName {
  readonly kind: string
  readonly value: string
}

/** A value that ListUsers can find a user by. */
export interface SearchEntry {
  readonly attribute: string
  readonly value: string
}

/** A user with what is derived from it, as it is to be stored. */
export interface UserRecord {
  readonly row: UserRow
  readonly names: readonly UserName[]
  readonly search: readonly SearchEntry[]
}

/** Which of a user's names belongs to somebody else. */
export interface NameTaken {
  readonly taken: UserName
  readonly owner: string
}

/** A user with the number of groups that it is in. */
export type CountedUserRow = UserRow & { readonly group_count: number }

/** In a statement that names `users`: how many groups the user is in. */
export const groupCountOfUser = sql<number>`(select count(*) from group_members where group_members.pool_id = users.pool_id and group_members.sub = users.sub)`
export const groupCount = groupCountOfUser.as('group_count')

type UserParameters = { [Column in keyof UserRow]: UserRow[Column] }

const insertUser = statement((database, p: UserParameters) =>
  database.insertInto('users').values({
    pool_id: p.pool_id,
    sub: p.sub,
    username: p.username,
    status: p.status,
    enabled: p.enabled,
    attributes: p.attributes,
    password: p.password,
    password_set_at: p.password_set_at,
    settings: p.settings,
    created_at: p.created_at,
    modified_at: p.modified_at,
    version: p.version,
  }),
)
const updateUser = statement((database, p: UserParameters) =>
  database
    .updateTable('users')
    .set({
      status: p.status,
      enabled: p.enabled,
      attributes: p.attributes,
      password: p.password,
      password_set_at: p.password_set_at,
      settings: p.settings,
      modified_at: p.modified_at,
      version: sql<number>`version + 1`,
    })
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub)
    .returning('sub'),
)
const selectUser = statement((database, p: { pool_id: string; sub: string }) =>
  database.selectFrom('users').selectAll().where('pool_id', '=', p.pool_id).where('sub', '=', p.sub),
)
const selectByName = statement((database, p: { pool_id: string; value: string }) =>
  database
    .selectFrom('user_names')
    .innerJoin('users', join =>
      join.onRef('users.pool_id', '=', 'user_names.pool_id').onRef('users.sub', '=', 'user_names.sub'),
    )
    .selectAll('users')
    .select(['user_names.kind', groupCount])
    .where('user_names.pool_id', '=', p.pool_id)
    .where('user_names.value', '=', p.value),
)
const selectNames = statement((database, p: { pool_id: string; value: string }) =>
  database
    .selectFrom('user_names')
    .select(['kind', 'sub'])
    .where('pool_id', '=', p.pool_id)
    .where('value', '=', p.value),
)
const selectNamesOf = statement((database, p: { pool_id: string; sub: string }) =>
  database
    .selectFrom('user_names')
    .select(['kind', 'value'])
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub),
)
const selectSearchOf = statement((database, p: { pool_id: string; sub: string }) =>
  database
    .selectFrom('user_search')
    .select(['attribute', 'value'])
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub),
)
const insertName = statement((database, p: { pool_id: string; value: string; kind: string; sub: string }) =>
  database
    .insertInto('user_names')
    .values({ pool_id: p.pool_id, value: p.value, kind: p.kind, sub: p.sub })
    .onConflict(conflict => conflict.columns(['pool_id', 'value', 'kind']).doNothing())
    .returning('sub'),
)
const deleteName = statement((database, p: { pool_id: string; value: string; kind: string }) =>
  database
    .deleteFrom('user_names')
    .where('pool_id', '=', p.pool_id)
    .where('value', '=', p.value)
    .where('kind', '=', p.kind),
)
const insertSearch = statement(
  (database, p: { pool_id: string; attribute: string; value: string; sub: string }) =>
    database
      .insertInto('user_search')
      .values({ pool_id: p.pool_id, attribute: p.attribute, value: p.value, sub: p.sub })
      .onConflict(conflict => conflict.columns(['pool_id', 'attribute', 'value', 'sub']).doNothing()),
)
const deleteSearch = statement(
  (database, p: { pool_id: string; attribute: string; value: string; sub: string }) =>
    database
      .deleteFrom('user_search')
      .where('pool_id', '=', p.pool_id)
      .where('attribute', '=', p.attribute)
      .where('value', '=', p.value)
      .where('sub', '=', p.sub),
)

function* claimName(poolId: string, sub: string, name: UserName): Unit<NameTaken | undefined> {
  const claimed = yield* first(insertName, { pool_id: poolId, sub, ...name })
  if (claimed) return undefined
  const rows = yield* all(selectNames, { pool_id: poolId, value: name.value })
  const owner = rows.find(row => row.kind === name.kind)?.sub ?? ''
  return owner === sub ? undefined : { taken: name, owner }
}

/** Thrown inside a unit, so that nothing of it is written. */
export class NameTakenError extends Error {
  readonly conflict: NameTaken
  constructor(conflict: NameTaken) {
    super(`The ${conflict.taken.kind} is taken.`)
    this.conflict = conflict
  }
}

/**
 * Creates a user with all its names.
 *
 * @throws NameTakenError when a name belongs to somebody else
 */
export function* createUser({ row, names, search }: UserRecord): Unit<void> {
  for (const name of names) {
    const conflict = yield* claimName(row.pool_id, row.sub, name)
    if (conflict) throw new NameTakenError(conflict)
  }
  yield* all(insertUser, { ...row })
  for (const entry of search) yield* all(insertSearch, { pool_id: row.pool_id, sub: row.sub, ...entry })
}

export function* readUser(poolId: string, sub: string): Unit<UserRow | undefined> {
  return yield* first(selectUser, { pool_id: poolId, sub })
}

/**
 * Finds a user by a folded name.
 *
 * @param kinds the kinds of name that count, the strongest first
 */
export function* findUser(
  poolId: string,
  value: string,
  kinds: readonly string[],
): Unit<CountedUserRow | undefined> {
  const rows = yield* all(selectByName, { pool_id: poolId, value })
  for (const kind of kinds) {
    const owner = rows.find(row => row.kind === kind)
    if (owner) return owner
  }
  return undefined
}

/**
 * Changes a user by a function of what is stored, which may be called again and may throw to refuse. Names and
 * search entries follow.
 *
 * @throws NameTakenError when a new name belongs to somebody else
 * @returns the record as stored, or `undefined` when there is no such user
 */
export function* changeUser(
  poolId: string,
  sub: string,
  change: (row: UserRow) => UserRecord,
): Unit<UserRecord | undefined> {
  const before = yield* first(selectUser, { pool_id: poolId, sub })
  if (!before) return undefined
  const after = change(before)
  yield* all(updateUser, { ...after.row })
  const names = yield* all(selectNamesOf, { pool_id: poolId, sub })
  for (const { kind, value } of names) {
    if (!after.names.some(name => name.kind === kind && name.value === value)) {
      yield* all(deleteName, { pool_id: poolId, kind, value })
    }
  }
  for (const name of after.names) {
    if (names.some(({ kind, value }) => kind === name.kind && value === name.value)) continue
    const conflict = yield* claimName(poolId, sub, name)
    if (conflict) throw new NameTakenError(conflict)
  }
  if (before.attributes !== after.row.attributes) {
    const entries = yield* all(selectSearchOf, { pool_id: poolId, sub })
    const same = (one: SearchEntry, other: SearchEntry) =>
      one.attribute === other.attribute && one.value === other.value
    for (const entry of entries) {
      if (!after.search.some(kept => same(kept, entry)))
        yield* all(deleteSearch, { pool_id: poolId, sub, ...entry })
    }
    for (const entry of after.search) {
      if (!entries.some(kept => same(kept, entry)))
        yield* all(insertSearch, { pool_id: poolId, sub, ...entry })
    }
  }
  return after
}

const deleteUserRows = [
  ...(['users', 'user_names', 'user_search', 'codes', 'group_members'] as const).map(table =>
    statement((database, p: { pool_id: string; sub: string }) =>
      database.deleteFrom(table).where('pool_id', '=', p.pool_id).where('sub', '=', p.sub),
    ),
  ),
  statement((database, p: { pool_id: string; sub: string }) =>
    database.deleteFrom('sessions').where('pool_id', '=', p.pool_id).where('sub', '=', p.sub),
  ),
]

/** Deletes a user with names, codes, sessions and tokens; `false` when there is none. */
export function* deleteUser(poolId: string, sub: string): Unit<boolean> {
  if (!(yield* first(selectUser, { pool_id: poolId, sub }))) return false
  for (const statement of deleteUserRows) yield* all(statement, { pool_id: poolId, sub })
  yield* deleteResourcesUnder(poolId, 'auth-event-feedback', `${sub}/`)
  yield* deleteResourcesUnder(poolId, 'device', `${sub}/`)
  return true
}
