import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheUseOf } from '../configuration-cache.ts'
import { poolRow } from '../conformance/rows.ts'
import { changePool, createPool, deletePool, readPool } from '../units/pools.ts'
import { openSqlite, type SqliteEngine } from './engine.ts'
import { migrateSqlite } from './migrate.ts'

let engine: SqliteEngine
beforeEach(async () => {
  engine = openSqlite(':memory:')
  await migrateSqlite(engine, 0)
  await engine.write(() => createPool(poolRow('a')))
})
afterEach(() => engine.close())

const read = () => engine.read(() => readPool('a'))
const rename = (name: string) => changePool('a', 1, row => ({ name, configuration: row.configuration }))

describe('configuration that is read again', () => {
  it('is the same object until somebody changes it', async () => {
    const first = await read()
    expect(await read()).toBe(first)
    await engine.write(() => rename('renamed'))
    expect((await read())?.name).toBe('renamed')
    await engine.write(() => deletePool('a'))
    expect(await read()).toBeUndefined()
  })

  it('is not there, and then is: what was missing is not remembered for good', async () => {
    expect(await engine.read(() => readPool('b'))).toBeUndefined()
    await engine.write(() => createPool(poolRow('b')))
    expect((await engine.read(() => readPool('b')))?.pool_id).toBe('b')
  })

  it('was never changed by a write that failed, alone or beside others', async () => {
    const failing = () =>
      engine.write(function* () {
        yield* rename('never')
        expect((yield* readPool('a'))?.name).toBe('never')
        throw new Error('changed my mind')
      })
    await expect(failing()).rejects.toThrow('changed my mind')
    expect((await read())?.name).toBe('people')
    const outcomes = await Promise.allSettled([
      failing(),
      engine.write(() => createPool(poolRow('c'))),
      failing(),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    expect((await read())?.name).toBe('people')
    expect((await engine.read(() => readPool('c')))?.pool_id).toBe('c')
  })

  it('cannot be changed for the next reader', async () => {
    const row = await read()
    expect(() => Object.assign(row ?? {}, { name: 'mine' })).toThrow(TypeError)
  })

  it('does not fill the memory, whatever ids are asked for', async () => {
    for (let count = 0; count < 12_000; count++) await engine.read(() => readPool(`made-up-${count}`))
    expect((await read())?.name).toBe('people')
  })
})

describe('what a statement does to it', () => {
  it.each([
    ['select * from "user_pools" where "pool_id" = ?', 'read'],
    ['insert into "user_pools" ("pool_id") values (?) on conflict do nothing', 'write'],
    ['update "pool_resources" set "body" = ?', 'write'],
    ['delete from "client_pools" where "client_id" = ?', 'write'],
    ['select * from "users" where "sub" = ?', 'none'],
    ['insert into "users" ("sub") values (?)', 'none'],
    ['select * from "group_members" inner join "pool_resources" on "id" = "group_name"', 'none'],
    ['delete from "users" where "pool_id" in (select "pool_id" from "user_pools")', 'none'],
  ])('%s: %s', (sql, use) => expect(cacheUseOf(sql)).toBe(use))
})
