import assert from 'node:assert/strict'
import { clearAttempts, consumeCode, putCode, readAttempts, readCode, writeAttempts } from '../units/codes.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { codeRow, now } from './rows.ts'

export const codes: readonly ConformanceCase[] = [
  {
    name: 'A code is taken away once, however many try at once',
    async run(engine) {
      await engine.write(() => putCode(codeRow('ada', 'hash')))
      const outcomes = await atOnce(30, () => engine.write(() => consumeCode('pool', 'ada', 'signUp')))
      assert.equal(
        count(outcomes, consumed => consumed),
        1,
      )
      assert.equal(await engine.read(() => readCode('pool', 'ada', 'signUp')), undefined)
    },
  },
  {
    name: 'A new code takes the place of the one before it, for its purpose only',
    async run(engine) {
      await engine.write(() => putCode(codeRow('ada', 'old')))
      await engine.write(() => putCode({ ...codeRow('ada', 'other'), purpose: 'reset' }))
      await engine.write(() => putCode(codeRow('ada', 'new')))
      assertSame(await engine.read(() => readCode('pool', 'ada', 'signUp')), codeRow('ada', 'new'))
      assert.equal((await engine.read(() => readCode('pool', 'ada', 'reset')))?.code_hash, 'other')
    },
  },
  {
    name: 'No failed attempt is forgotten, however many fail at once',
    async run(engine) {
      await atOnce(25, () =>
        engine.write(function* () {
          const before = yield* readAttempts('pool', 'ada')
          const failures = (before?.failures ?? 0) + 1
          yield* writeAttempts({ pool_id: 'pool', subject: 'ada', failures, first_at: now, last_at: now })
        }),
      )
      assert.equal((await engine.read(() => readAttempts('pool', 'ada')))?.failures, 25)
      await engine.write(() => clearAttempts('pool', 'ada'))
      assert.equal(await engine.read(() => readAttempts('pool', 'ada')), undefined)
    },
  },
]
