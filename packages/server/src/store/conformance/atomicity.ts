import assert from 'node:assert/strict'
import { changePool, createPool, listPools, readPool } from '../units/pools.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { poolRow } from './rows.ts'

export const atomicity: readonly ConformanceCase[] = [
  {
    name: 'A write that was acknowledged is there for every reader at once',
    async run(engine) {
      await atOnce(30, async index => {
        const id = `pool-${index}`
        await engine.write(() => createPool(poolRow(id)))
        assertSame(await engine.read(() => readPool(id)), poolRow(id))
      })
    },
  },
  {
    name: 'A unit that throws after its writes has written nothing, and its error reaches the caller unchanged',
    async run(engine) {
      const refusal = new Error('refused')
      const unit = function* () {
        yield* createPool(poolRow('one'))
        yield* createPool(poolRow('two'))
        throw refusal
      }
      await assert.rejects(engine.write(unit), error => error === refusal)
      assertSame(await engine.read(() => listPools({ after: '', limit: 10 })), [])
    },
  },
  {
    name: 'A unit that fails takes nothing with it of those beside it',
    async run(engine) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          engine.write(function* () {
            yield* createPool(poolRow(`pool-${String(index).padStart(2, '0')}`))
            if (index % 2 === 1) throw new Error('odd')
          }),
        ),
      )
      const expected = outcomes.flatMap(({ status }, index) =>
        status === 'fulfilled' ? [`pool-${String(index).padStart(2, '0')}`] : [],
      )
      const rows = await engine.read(() => listPools({ after: '', limit: 100 }))
      assert.equal(expected.length, 10)
      assertSame(
        rows.map(row => row.pool_id),
        expected,
      )
    },
  },
  {
    name: 'A write sees its own changes',
    async run(engine) {
      const seen = await engine.write(function* () {
        yield* createPool(poolRow('one'))
        yield* changePool('one', 1, () => ({ name: 'renamed', configuration: '{}' }))
        return yield* readPool('one')
      })
      assert.equal(seen?.name, 'renamed')
    },
  },
  {
    name: 'A unit of one statement has its outcome, and a second statement is refused',
    async run(engine) {
      const outcomes = await atOnce(20, () => engine.writeOne(() => createPool(poolRow('one'))))
      assert.equal(
        count(outcomes, created => created),
        1,
      )
      const two = engine.writeOne(function* () {
        yield* createPool(poolRow('two'))
        yield* createPool(poolRow('three'))
      })
      await assert.rejects(two, TypeError)
      assert.equal(await engine.read(() => readPool('three')), undefined)
    },
  },
  {
    name: 'Of many changes of one row at once none is lost',
    async run(engine) {
      await engine.write(() => createPool({ ...poolRow('one'), configuration: '0' }))
      await atOnce(25, () =>
        engine.write(() =>
          changePool('one', 1, row => ({
            name: row.name,
            configuration: String(Number(row.configuration) + 1),
          })),
        ),
      )
      assert.equal((await engine.read(() => readPool('one')))?.configuration, '25')
    },
  },
  {
    name: 'Of two units that each read what the other writes, one sees the other',
    async run(engine) {
      await engine.write(function* () {
        yield* createPool({ ...poolRow('one'), name: 'on' })
        yield* createPool({ ...poolRow('two'), name: 'on' })
      })
      // Each switches itself off as long as the other is on: both off would be write skew.
      const switchOff = (own: string, other: string) =>
        engine.write(function* () {
          const row = yield* readPool(other)
          if (row?.name === 'on') yield* changePool(own, 1, () => ({ name: 'off', configuration: '{}' }))
        })
      await Promise.all([switchOff('one', 'two'), switchOff('two', 'one')])
      const rows = await engine.read(() => listPools({ after: '', limit: 10 }))
      assertSame(rows.map(row => row.name).sort(), ['off', 'on'])
    },
  },
  {
    name: 'A read of several statements sees one state, whatever is written meanwhile',
    async run(engine) {
      await engine.write(function* () {
        yield* createPool({ ...poolRow('one'), name: '0' })
        yield* createPool({ ...poolRow('two'), name: '0' })
      })
      const writes = atOnce(10, index =>
        engine.write(function* () {
          const name = String(index + 1)
          yield* changePool('one', 1, () => ({ name, configuration: '{}' }))
          yield* changePool('two', 1, () => ({ name, configuration: '{}' }))
        }),
      )
      const pairs = await atOnce(30, () =>
        engine.read(function* () {
          return [(yield* readPool('one'))?.name, (yield* readPool('two'))?.name]
        }),
      )
      await writes
      for (const [one, two] of pairs) assert.equal(one, two)
    },
  },
  {
    name: 'A read that throws reports its error unchanged',
    async run(engine) {
      const refusal = new Error('refused')
      const unit = function* () {
        yield* readPool('none')
        throw refusal
      }
      await assert.rejects(engine.read(unit), error => error === refusal)
    },
  },
  {
    name: 'Text comes back as it was given: quotes, percent signs, line ends, all planes of Unicode',
    async run(engine) {
      const hostile = `'); DROP TABLE user_pools; -- "$1" ? :a %s \\ \r\n\t \u00e9 e\u0301 \u{1f511} \uffff`
      await engine.write(() => createPool({ ...poolRow(hostile), name: hostile }))
      assert.equal((await engine.read(() => readPool(hostile)))?.name, hostile)
    },
  },
  {
    name: 'Numbers come back as numbers, up to 2^53',
    async run(engine) {
      const row = { ...poolRow('one'), created_at: Number.MAX_SAFE_INTEGER, modified_at: 0 }
      await engine.write(() => createPool(row))
      assertSame(await engine.read(() => readPool('one')), row)
    },
  },
]
