import { pendingMigrations } from '../migrations.ts'
import { statement } from '../statement.ts'
import { all } from '../unit.ts'
import { sqliteDialect } from './dialect.ts'
import type { SqliteEngine } from './engine.ts'

const applied = statement((database, _: Record<string, never>) =>
  database.selectFrom('schema_migrations').select('name'),
)
const record = statement((database, p: { name: string; applied_at: number }) =>
  database.insertInto('schema_migrations').values({ name: p.name, applied_at: p.applied_at }),
)

/**
 * Brings the schema up to date, a transaction a step.
 *
 * @throws StoreError `schemaTooNew` when the database was written by a newer Latchkey
 */
export async function migrateSqlite(engine: SqliteEngine, now: number): Promise<void> {
  engine.execute(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name text NOT NULL PRIMARY KEY, applied_at integer NOT NULL)',
  )
  const done = (await engine.read(() => all(applied, {}))).map(row => row.name)
  for (const migration of pendingMigrations(done)) {
    await engine.write(function* () {
      for (const { sql } of migration.statements(sqliteDialect)) engine.execute(sql)
      yield* all(record, { name: migration.name, applied_at: now })
    })
  }
}
