import { pendingMigrations } from '../migrations.ts'
import { postgresDialect } from './dialect.ts'
import type { PostgresEngine } from './engine.ts'

/** The one row that every node locks before it looks at the others. */
const lockRow = 'lock'

/**
 * Brings the schema up to date, a transaction a step. Of nodes that start at once, one takes each step and the
 * others wait for it: a locked row tells them apart, which every engine that speaks this protocol has.
 *
 * @param now milliseconds since the epoch
 * @throws StoreError `schemaTooNew` when the database was written by a newer Latchkey
 */
export async function migratePostgres(engine: PostgresEngine, now: number): Promise<void> {
  const { textType, numberType } = postgresDialect
  // Two nodes that create the same table at once collide in the catalogue: the loser finds it at its next try.
  await engine.transaction(async run => {
    await run(
      `CREATE TABLE IF NOT EXISTS schema_migrations (name ${textType} NOT NULL PRIMARY KEY, applied_at ${numberType} NOT NULL)`,
    )
    await run(`INSERT INTO schema_migrations VALUES ('${lockRow}', 0) ON CONFLICT (name) DO NOTHING`)
  })
  while (await applyNext(engine, now)) {
    // Each step is a transaction of its own.
  }
}

/** Applies the first step that is missing; `false` when there is none. */
async function applyNext(engine: PostgresEngine, now: number): Promise<boolean> {
  return await engine.transaction(async run => {
    await run(`SELECT name FROM schema_migrations WHERE name = '${lockRow}' FOR UPDATE`)
    const rows = (await run('SELECT name FROM schema_migrations')) as { name: string }[]
    const done = rows.map(row => row.name).filter(name => name !== lockRow)
    const [migration] = pendingMigrations(done)
    if (!migration) return false
    for (const { sql } of migration.statements(postgresDialect)) await run(sql)
    await run(`INSERT INTO schema_migrations VALUES ('${migration.name}', ${Math.trunc(now)})`)
    return true
  })
}
