import assert from 'node:assert/strict'
import { deleteExpired } from '../units/housekeeping.ts'
import {
  putTransaction,
  readTransaction,
  spendTransaction,
  takeTransaction,
} from '../units/oauth-transactions.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, transactionRow } from './rows.ts'

export const oauthTransactions: readonly ConformanceCase[] = [
  {
    name: 'A transaction of OAuth is spent once, however many try at once, and is still there afterwards',
    async run(engine) {
      await engine.write(() => putTransaction(transactionRow('hash')))
      const outcomes = await atOnce(50, () =>
        engine.write(() => spendTransaction('pool', 'code', 'hash', now)),
      )
      assert.equal(
        count(outcomes, spent => spent),
        1,
      )
      const row = await engine.read(() => readTransaction('pool', 'code', 'hash'))
      assertSame(row, { ...transactionRow('hash'), used_at: now })
      assert.equal(await engine.write(() => spendTransaction('other', 'code', 'hash', now)), false)
    },
  },
  {
    name: 'A transaction of OAuth is taken away by one of many',
    async run(engine) {
      await engine.write(() => putTransaction(transactionRow('hash', 'federation')))
      const outcomes = await atOnce(50, () =>
        engine.write(() => takeTransaction('pool', 'federation', 'hash')),
      )
      assert.equal(
        count(outcomes, row => row !== undefined),
        1,
      )
      assert.equal(await engine.read(() => readTransaction('pool', 'federation', 'hash')), undefined)
    },
  },
  {
    name: 'Transactions of OAuth go once nobody needs to know of them',
    async run(engine) {
      await engine.write(function* () {
        yield* putTransaction({ ...transactionRow('old'), expires_at: now - 9, kept_until: now - 1 })
        yield* putTransaction({ ...transactionRow('kept'), expires_at: now - 9, kept_until: now })
      })
      assert.equal(await engine.write(() => deleteExpired('pool', now)), 1)
      assert.equal(await engine.read(() => readTransaction('pool', 'code', 'old')), undefined)
      assert.notEqual(await engine.read(() => readTransaction('pool', 'code', 'kept')), undefined)
    },
  },
]
