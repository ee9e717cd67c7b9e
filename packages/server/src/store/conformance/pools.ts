import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'
import { claimDomain, findDomainPool, listDomains, releaseDomain } from '../units/domains.ts'
import { createFirstKey, readKeys } from '../units/keys.ts'
import { createResource, readResource } from '../units/pool-resources.ts'
import { changePool, createPool, deletePool, listPools, readPool } from '../units/pools.ts'
import { openSession, readSession, spend } from '../units/sessions.ts'
import { createUser, findUser, readUser } from '../units/users.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, poolRow, resourceRow, sessionRow, userRecord } from './rows.ts'

const keyRow = (key_id: string) => ({
  pool_id: 'pool',
  purpose: 'data',
  key_id,
  sealed: 'sealed',
  public_jwk: '',
  created_at: now,
})

async function fill(engine: Engine): Promise<void> {
  await engine.write(function* () {
    yield* createPool(poolRow('pool'))
    yield* createFirstKey(keyRow('first'))
    yield* createUser(userRecord('ada', 'ada'))
    yield* openSession(sessionRow('session'))
    yield* spend('pool', 'once', now)
    yield* createResource(resourceRow('group', 'admins'))
    yield* claimDomain('people', 'pool')
  })
}

export const pools: readonly ConformanceCase[] = [
  {
    name: 'A pool is created once, by one of many who try at once',
    async run(engine) {
      const outcomes = await atOnce(20, index =>
        engine.write(() => createPool({ ...poolRow('pool'), name: `try ${index}` })),
      )
      assert.equal(
        count(outcomes, created => created),
        1,
      )
      assert.equal((await engine.read(() => readPool('pool')))?.name, `try ${outcomes.indexOf(true)}`)
    },
  },
  {
    name: 'Pools are listed in the order of bytes, a page at a time, each once',
    async run(engine) {
      // By the rules of a language these would stand in another order.
      const ids = ['B', 'Z_', '_a', 'a-b', 'aB', 'ab', 'b', '\u00e9']
      for (const id of ids.toReversed()) await engine.write(() => createPool(poolRow(id)))
      const listed: string[] = []
      for (;;) {
        const page = await engine.read(() => listPools({ after: listed.at(-1) ?? '', limit: 3 }))
        if (page.length === 0) break
        listed.push(...page.map(row => row.pool_id))
      }
      assertSame(listed, ids)
    },
  },
  {
    name: 'A change of a pool that is not there changes nothing',
    async run(engine) {
      const change = () => ({ name: 'x', configuration: '{}' })
      assert.equal(await engine.write(() => changePool('pool', now, change)), undefined)
      assert.equal(await engine.read(() => readPool('pool')), undefined)
    },
  },
  {
    name: 'A pool has one first key, however many nodes make one at once',
    async run(engine) {
      const rows = await atOnce(10, index => engine.write(() => createFirstKey(keyRow(`key-${index}`))))
      const stored = await engine.read(() => readKeys('pool', 'data'))
      assert.equal(stored.length, 1)
      for (const row of rows) assertSame(row, stored[0])
    },
  },
  {
    name: 'A domain belongs to one pool, and is free again when that one lets go of it',
    async run(engine) {
      const claims = await atOnce(8, index => engine.write(() => claimDomain('people', `pool-${index}`)))
      assert.equal(
        count(claims, claimed => claimed),
        1,
      )
      const owner = `pool-${claims.indexOf(true)}`
      assert.equal(await engine.read(() => findDomainPool('people')), owner)
      assertSame(await engine.read(() => listDomains(owner)), ['people'])
      await engine.write(() => releaseDomain('people', 'somebody-else'))
      assert.equal(await engine.read(() => findDomainPool('people')), owner)
      await engine.write(() => releaseDomain('people', owner))
      assert.equal(await engine.read(() => findDomainPool('people')), undefined)
    },
  },
  {
    name: 'A pool goes with all that is in it, and takes nothing of another pool with it',
    async run(engine) {
      await fill(engine)
      await engine.write(function* () {
        yield* createPool(poolRow('other'))
        const other = userRecord('ada', 'ada')
        yield* createUser({ ...other, row: { ...other.row, pool_id: 'other' } })
      })
      assert.equal(await engine.write(() => deletePool('pool')), true)
      assert.equal(await engine.write(() => deletePool('pool')), false)
      assert.equal(await engine.read(() => readPool('pool')), undefined)
      assert.equal(await engine.read(() => readUser('pool', 'ada')), undefined)
      assert.equal(await engine.read(() => findUser('pool', 'ada', ['username'])), undefined)
      assert.equal(await engine.read(() => readSession('pool', 'session')), undefined)
      assert.equal(await engine.read(() => readResource('pool', 'group', 'admins')), undefined)
      assert.equal(await engine.read(() => findDomainPool('people')), undefined)
      assertSame(await engine.read(() => readKeys('pool', 'data')), [])
      assert.equal((await engine.read(() => readUser('other', 'ada')))?.username, 'ada')
      // Nothing of the old pool is in the way of a new one.
      await fill(engine)
      assert.equal((await engine.read(() => readUser('pool', 'ada')))?.username, 'ada')
    },
  },
]
