import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** A user that was signed up through the API, whose rows are copied for all others. */
export interface Template {
  readonly poolId: string
  readonly sub: string
  readonly email: string
}

/**
 * The statements that copy the template's rows as often as wanted, with another `sub` and address in each. Passwords are
 * copied as they are sealed: they fill the rows, and belong to nobody.
 */
function statements({ poolId, sub, email }: Template, numbers: string, pad: string): string[] {
  const newSub = `'${sub.slice(0, 24)}' || ${pad}`
  const newEmail = `'bulk' || n || '@example.com'`
  const changed = (column: string) =>
    `replace(replace(${column}, '${sub}', ${newSub}), '${email}', ${newEmail})`
  const from = (table: string) => `from ${table}, ${numbers} where pool_id = '${poolId}' and sub = '${sub}'`
  return [
    `insert into users (pool_id, sub, username, status, enabled, attributes, password, password_set_at, settings, created_at, modified_at)
     select pool_id, ${newSub}, ${changed('username')}, status, enabled, ${changed('attributes')}, password, password_set_at, settings, created_at + n, modified_at ${from('users')}`,
    `insert into user_names (pool_id, value, kind, sub) select pool_id, ${changed('value')}, kind, ${newSub} ${from('user_names')}`,
    `insert into user_search (pool_id, attribute, value, sub) select pool_id, attribute, ${changed('value')}, ${newSub} ${from('user_search')}`,
  ]
}

/**
 * Adds users to an embedded database that no server has open.
 *
 * @param from how many there are
 * @param to how many there shall be
 */
export function addToSqlite(file: string, template: Template, from: number, to: number): void {
  const database = new DatabaseSync(file)
  const numbers = `(with recursive counted(n) as (select ${from + 1} union all select n + 1 from counted where n < ${to}) select n from counted)`
  database.exec('begin')
  for (const sql of statements(template, numbers, `printf('%012d', n)`)) database.exec(sql)
  database.exec('commit')
  database.exec('analyze; pragma wal_checkpoint(truncate)')
  database.close()
}

/** Adds users to a PostgreSQL. */
export async function addToPostgres(
  url: string,
  template: Template,
  from: number,
  to: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const numbers = `generate_series(${from + 1}, ${to}) as counted(n)`
  for (const sql of statements(template, numbers, `lpad(n::text, 12, '0')`)) await client.query(sql)
  // What autovacuum would else do in the middle of the measurement.
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  await client.end()
}
