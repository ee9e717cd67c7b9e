import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deleteEverything, type Engine, storeConformance } from '@latchkey/server/conformance'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { openPostgres } from '../../packages/server/src/store/postgres/engine.ts'
import { migratePostgres } from '../../packages/server/src/store/postgres/migrate.ts'
import { openSqlite } from '../../packages/server/src/store/sqlite/engine.ts'
import { migrateSqlite } from '../../packages/server/src/store/sqlite/migrate.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts'
import { withSerializationFailures } from './serialization-failures.ts'

let folder: string
let postgres: PostgresServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  postgres = await startPostgres()
})

afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function sqlite(path: string): Promise<Engine> {
  const engine = openSqlite(path)
  await migrateSqlite(engine, 0)
  return engine
}

async function shared(): Promise<Engine> {
  const engine = openPostgres(await postgres.createDatabase(), { random: Math.random })
  await migratePostgres(engine, 0)
  return engine
}

const engines: readonly { readonly name: string; open(): Promise<Engine> }[] = [
  { name: 'SQLite in a file', open: () => sqlite(join(folder, 'test.sqlite')) },
  { name: 'SQLite in memory', open: () => sqlite(':memory:') },
  { name: 'PostgreSQL', open: shared },
  {
    name: 'PostgreSQL where every transaction fails once',
    open: async () => withSerializationFailures(await shared()),
  },
]

describe.each(engines)('$name', ({ open }) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await open()
  })
  beforeEach(() => engine.write(() => deleteEverything()))
  afterAll(() => engine.close())

  it.each(storeConformance)('$name', ({ run }) => run(engine))
})
