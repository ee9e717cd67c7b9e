import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { poolRow, sessionRow } from '../../packages/server/src/store/conformance/rows.ts'
import { openPostgres, type PostgresEngine } from '../../packages/server/src/store/postgres/engine.ts'
import { migratePostgres } from '../../packages/server/src/store/postgres/migrate.ts'
import { createPool, readPool } from '../../packages/server/src/store/units/pools.ts'
import { openSession } from '../../packages/server/src/store/units/sessions.ts'
import { openWay, type Way } from '../harness/partition.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts'

let postgres: PostgresServer
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  postgres = await startPostgres()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
afterAll(() => postgres.stop())

function connect(url: string): PostgresEngine {
  const engine = openPostgres(url, { random: Math.random })
  open.push(engine)
  return engine
}

async function migrated(url?: string): Promise<PostgresEngine> {
  const engine = connect(url ?? (await postgres.createDatabase()))
  await migratePostgres(engine, 1)
  return engine
}

/** An engine whose way to the database can be cut. */
async function withWay(): Promise<{ engine: PostgresEngine; direct: PostgresEngine; way: Way }> {
  const url = await postgres.createDatabase()
  const direct = await migrated(url)
  const way = await openWay(postgres.port)
  const engine = connect(url.replace(`:${postgres.port}/`, `:${way.port}/`))
  open.push(way)
  await engine.read(() => readPool('warm'))
  return { engine, direct, way }
}

const create = (engine: PostgresEngine, id: string) => engine.write(() => createPool(poolRow(id)))
const isThere = async (engine: PostgresEngine, id: string) =>
  (await engine.read(() => readPool(id))) !== undefined

describe('the migrations', () => {
  it('are applied once by many nodes that start at once', async () => {
    const url = await postgres.createDatabase()
    await Promise.all(Array.from({ length: 5 }, () => migrated(url)))
    const rows = await connect(url).transaction(run =>
      run('SELECT name FROM schema_migrations ORDER BY name'),
    )
    expect(rows).toEqual([
      { name: '001-foundation' },
      { name: '002-oauth' },
      { name: '003-refresh-generations' },
      { name: '004-user-versions' },
      { name: 'lock' },
    ])
  })

  it('refuse a database of a newer version', async () => {
    const engine = await migrated()
    await engine.transaction(run => run(`INSERT INTO schema_migrations VALUES ('999-from-the-future', 0)`))
    await expect(migratePostgres(engine, 1)).rejects.toMatchObject({ code: 'schemaTooNew' })
  })
})

describe('a way to the database that is cut', () => {
  it('fails reads and writes within five seconds, and serves again once it is mended', async () => {
    const { engine, direct, way } = await withWay()
    way.cut()
    const began = performance.now()
    const outcomes = await Promise.allSettled([
      isThere(engine, 'a'),
      ...Array.from({ length: 30 }, (_, index) => create(engine, `cut-${index}`)),
    ])
    expect(performance.now() - began).toBeLessThan(5000)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'databaseUnavailable' } })
    }
    way.mend()
    expect(await create(engine, 'after')).toBe(true)
    expect(await isThere(direct, 'after')).toBe(true)
    expect(await isThere(direct, 'cut-0')).toBe(false)
  })

  it('says of a commit under way that its outcome is unknown', async () => {
    const { engine, way } = await withWay()
    const write = engine.write(function* () {
      yield* createPool(poolRow('unknown'))
      way.cut()
    })
    await expect(write).rejects.toMatchObject({ code: 'outcomeUnknown' })
  })
})

describe('a database that is killed', () => {
  it('keeps every acknowledged write, and is used again as soon as it is back', async () => {
    const engine = await migrated()
    const acknowledged: string[] = []
    let unknown = 0
    let stopped = false
    const load = Promise.all(
      Array.from({ length: 8 }, async (_, worker) => {
        for (let index = 0; !stopped; index += 1) {
          const id = `pool-${worker}-${index}`
          await create(engine, id).then(
            () => acknowledged.push(id),
            () => (unknown += 1),
          )
        }
      }),
    )
    await new Promise(resolve => setTimeout(resolve, 300))
    await postgres.crash()
    stopped = true
    await load
    await postgres.start()
    expect(await create(engine, 'after')).toBe(true)
    expect(acknowledged.length).toBeGreaterThan(50)
    expect(unknown).toBeGreaterThan(0)
    for (const id of acknowledged) expect(await isThere(engine, id)).toBe(true)
  })

  it('loses its old connections without a unit that notices', async () => {
    const engine = await migrated()
    await Promise.all(Array.from({ length: 10 }, (_, index) => isThere(engine, `warm-${index}`)))
    await postgres.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey'`,
    )
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => create(engine, `p-${index}`)))
    expect(outcomes).toEqual(outcomes.map(() => true))
  })
})

describe('what PostgreSQL refuses', () => {
  it('is reported without the values of the statement', async () => {
    const engine = await migrated()
    const session = () => openSession({ ...sessionRow('session'), origin: 'what-nobody-may-see' })
    await engine.write(session)
    const error: unknown = await engine.write(session).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'StoreError', code: 'databaseRefused' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/what-nobody-may-see|ada/)
  })

  it('is reported without the password when it is the sign-in, and at once', async () => {
    const url = (await postgres.createDatabase()).replace('latchkey@', 'nobody:s3cret-word@')
    const began = performance.now()
    const error: unknown = await connect(url)
      .read(() => readPool('a'))
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'databaseRefused' })
    expect(String(error)).toContain('nobody')
    expect(inspect(error)).not.toContain('s3cret-word')
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('is unreachable when nobody listens', async () => {
    const engine = connect('postgres://latchkey@127.0.0.1:1/latchkey')
    await expect(isThere(engine, 'a')).rejects.toMatchObject({ code: 'databaseUnavailable' })
  })
})
