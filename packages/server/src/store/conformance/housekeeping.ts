import assert from 'node:assert/strict'
import { deleteEverything, deleteExpired } from '../units/housekeeping.ts'
import { createFirstKey } from '../units/keys.ts'
import { createPool, listPools } from '../units/pools.ts'
import { openSession, readSession, spend } from '../units/sessions.ts'
import { assertSame, type ConformanceCase } from './case.ts'
import { now, poolRow, sessionRow } from './rows.ts'

export const housekeeping: readonly ConformanceCase[] = [
  {
    name: 'What has expired goes, a thousand rows of a table at a time; what is alive stays',
    async run(engine) {
      await engine.write(function* () {
        for (let index = 0; index < 1500; index += 1) yield* spend('pool', `old-${index}`, now - 1)
        yield* spend('pool', 'alive', now)
        yield* spend('other', 'old', now - 1)
        yield* openSession({ ...sessionRow('old'), expires_at: now - 1 })
        yield* openSession(sessionRow('alive'))
      })
      const rounds: number[] = []
      do rounds.push(await engine.write(() => deleteExpired('pool', now)))
      while (rounds.at(-1) !== 0)
      assertSame(rounds, [1001, 500, 0])
      assert.equal(await engine.write(() => spend('pool', 'alive', now)), false)
      assert.equal(await engine.write(() => spend('other', 'old', now)), false)
      assert.equal(await engine.write(() => spend('pool', 'old-7', now)), true)
      assert.equal(await engine.read(() => readSession('pool', 'old')), undefined)
      assert.equal((await engine.read(() => readSession('pool', 'alive')))?.session_id, 'alive')
    },
  },
  {
    name: 'A reset empties everything and tells whose keys are gone',
    async run(engine) {
      const key = { purpose: 'data', key_id: 'k', sealed: '', public_jwk: '', created_at: now }
      await engine.write(function* () {
        for (const pool_id of ['one', 'two']) {
          yield* createPool(poolRow(pool_id))
          yield* createFirstKey({ ...key, pool_id })
        }
      })
      assertSame((await engine.write(() => deleteEverything())).toSorted(), ['one', 'two'])
      assertSame(await engine.read(() => listPools({ after: '', limit: 10 })), [])
      assertSame(await engine.write(() => deleteEverything()), [])
    },
  },
]
