import type { Expression } from 'kysely'
import { type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Database, SessionRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { first, type Unit } from '../unit.ts'
import { type SessionParameters, sessionColumns } from './sessions.ts'
import { groupCountOfUser } from './users.ts'

type Parameters = SessionParameters & { readonly tries: string }
type Condition = (expressions: ExpressionBuilder<Database, never>) => Expression<SqlBool>

const numbers: ReadonlySet<keyof SessionRow> = new Set([
  'authenticated_at',
  'expires_at',
  'revoked_at',
  'refresh_generation',
  'refresh_expires_at',
])

/** Inserts a session where nothing speaks against it. PostgreSQL takes a selected parameter for text unless it is told otherwise. */
const insertWhere = (database: Kysely<Database>, p: SessionParameters, conditions: readonly Condition[]) =>
  database
    .insertInto('sessions')
    .columns([...sessionColumns])
    .expression(
      conditions.reduce(
        (select, condition) => select.where(condition),
        database.selectNoFrom(
          sessionColumns.map(column =>
            (numbers.has(column) ? sql`cast(${p[column]} as bigint)` : sql`cast(${p[column]} as text)`).as(
              column,
            ),
          ),
        ),
      ),
    )
    .onConflict(conflict => conflict.columns(['pool_id', 'session_id']).doNothing())
    .returning('session_id')

const isUnspent =
  (p: Parameters): Condition =>
  ({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('spent').select('id').where('pool_id', '=', p.pool_id).where('id', '=', p.session_id),
      ),
    )

const hasNoTries =
  (p: Parameters): Condition =>
  ({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('attempts')
          .select('subject')
          .where('pool_id', '=', p.pool_id)
          .where('subject', '=', p.tries),
      ),
    )

const isUnchanged =
  (p: Parameters & { readonly version: number; readonly group_count: number }): Condition =>
  ({ exists, selectFrom }) =>
    exists(
      selectFrom('users')
        .select('sub')
        .where('pool_id', '=', p.pool_id)
        .where('sub', '=', p.sub)
        .where('version', '=', p.version)
        .where(groupCountOfUser, '=', p.group_count),
    )

const insertFresh = statement((database, p: Parameters) =>
  insertWhere(database, p, [isUnspent(p), hasNoTries(p)]),
)
const insertFreshOfUnchanged = statement(
  (database, p: Parameters & { readonly version: number; readonly group_count: number }) =>
    insertWhere(database, p, [isUnspent(p), hasNoTries(p), isUnchanged(p)]),
)

/** A user as it was read, with its groups counted. */
export interface SeenUser {
  readonly version: number
  readonly groupCount: number
}

/**
 * Opens a session that is named after what it spends, in one statement: none when that was spent before, or when tries are
 * counted against the user.
 *
 * @param tries the subject of the tries
 * @param seen opens none either when the user has changed since, or the number of its groups
 * @returns whether there is one now
 */
export function* openFreshSession(session: SessionRow, tries: string, seen?: SeenUser): Unit<boolean> {
  const row = seen
    ? yield* first(insertFreshOfUnchanged, {
        ...session,
        tries,
        version: seen.version,
        group_count: seen.groupCount,
      })
    : yield* first(insertFresh, { ...session, tries })
  return row !== undefined
}
