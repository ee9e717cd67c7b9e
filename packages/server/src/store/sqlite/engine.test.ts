import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { statement } from '../statement.ts'
import { all, first } from '../unit.ts'
import { openSqlite, type SqliteEngine } from './engine.ts'
import { lockDirectory } from './lock.ts'
import { migrateSqlite } from './migrate.ts'

const insert = statement((database, p: { client_id: string; pool_id: string }) =>
  database.insertInto('client_pools').values({ client_id: p.client_id, pool_id: p.pool_id }),
)
const select = statement((database, _: Record<string, never>) =>
  database.selectFrom('client_pools').select('client_id').orderBy('client_id'),
)

let folder: string
let engine: SqliteEngine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  engine = openSqlite(join(folder, 'test.sqlite'))
  await migrateSqlite(engine, 0)
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const write = (id: string) => engine.write(() => all(insert, { client_id: id, pool_id: 'pool' }))
const ids = async () => (await engine.read(() => all(select, {}))).map(row => row.client_id)

describe('a unit of work', () => {
  it('is there once its promise is fulfilled, for another connection too', async () => {
    await write('a')
    const other = openSqlite(join(folder, 'test.sqlite'))
    expect(await other.read(() => all(select, {}))).toEqual([{ client_id: 'a' }])
    await other.close()
  })

  it('that throws writes nothing, and takes nothing with it of those beside it', async () => {
    const outcomes = await Promise.allSettled([
      write('a'),
      engine.write(function* () {
        yield* all(insert, { client_id: 'b', pool_id: 'pool' })
        throw new Error('refused')
      }),
      write('c'),
    ])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids()).toEqual(['a', 'c'])
  })

  it('that breaks a constraint is rejected alone', async () => {
    await write('a')
    const outcomes = await Promise.allSettled([write('b'), write('a'), write('c')])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await ids()).toEqual(['a', 'b', 'c'])
  })

  it('sees what a unit before it in the same group wrote', async () => {
    const unit = () =>
      engine.write(function* () {
        const known = yield* first(select, {})
        if (!known) yield* all(insert, { client_id: 'only', pool_id: 'pool' })
        return known === undefined
      })
    expect(await Promise.all([unit(), unit(), unit()])).toEqual([true, false, false])
  })

  it('takes text for text, whatever stands in it', async () => {
    const hostile = `'); DROP TABLE client_pools; -- \u0000 \u{1f511}`
    await write(hostile)
    expect(await ids()).toEqual([hostile])
  })
})

describe('a full disk', () => {
  it('refuses writes, goes on reading, and recovers by itself when there is room again', async () => {
    await write('before')
    const rows = await engine.read(() => all(select, {}))
    engine.execute('PRAGMA max_page_count = 1')
    const large = 'x'.repeat(100_000)
    const outcomes = await Promise.allSettled([write(`a${large}`), write(`b${large}`)])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'rejected'])
    expect(await engine.read(() => all(select, {}))).toEqual(rows)
    engine.execute('PRAGMA max_page_count = 1000000')
    await write('after')
    expect(await ids()).toEqual(['after', 'before'])
  })
})

describe('the lock of a data directory', () => {
  it('keeps a second holder out until it is released', () => {
    const path = join(folder, 'lock')
    const release = lockDirectory(path)
    expect(() => lockDirectory(path)).toThrow(expect.objectContaining({ code: 'dataDirectoryLocked' }))
    release()
    lockDirectory(path)()
  })
})

describe('the migrations', () => {
  it('change nothing the second time', async () => {
    await write('a')
    await migrateSqlite(engine, 1)
    expect(await ids()).toEqual(['a'])
  })

  it('refuse a database of a newer version', async () => {
    engine.execute(`INSERT INTO schema_migrations VALUES ('999-from-the-future', 0)`)
    await expect(migrateSqlite(engine, 1)).rejects.toMatchObject({ code: 'schemaTooNew' })
  })
})
