import assert from 'node:assert/strict'
import type { UserPoolClientRow } from '../schema.ts'
import {
  changeClient,
  createClient,
  deleteClient,
  listClients,
  readClient,
  readClientAndPool,
} from '../units/clients.ts'
import { createPool } from '../units/pools.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, poolRow } from './rows.ts'

const clientRow = (client_id: string, pool_id = 'pool'): UserPoolClientRow => ({
  pool_id,
  client_id,
  name: 'app',
  configuration: '{}',
  sealed_secrets: '[]',
  created_at: now,
  modified_at: now,
})

export const clients: readonly ConformanceCase[] = [
  {
    name: 'A client id is taken once over all pools',
    async run(engine) {
      const outcomes = await atOnce(10, index =>
        engine.write(() => createClient(clientRow('app', `pool-${index}`))),
      )
      assert.equal(
        count(outcomes, created => created),
        1,
      )
    },
  },
  {
    name: 'A client is found with its pool by its id alone, until it is deleted',
    async run(engine) {
      await engine.write(function* () {
        yield* createPool(poolRow('pool'))
        yield* createClient(clientRow('app'))
      })
      const found = await engine.read(() => readClientAndPool('app'))
      assertSame(found, { client: clientRow('app'), pool: poolRow('pool') })
      assert.equal(await engine.write(() => deleteClient('pool', 'app')), true)
      assert.equal(await engine.write(() => deleteClient('pool', 'app')), false)
      assert.equal(await engine.read(() => readClientAndPool('app')), undefined)
      assert.equal(await engine.write(() => createClient(clientRow('app', 'other'))), true)
    },
  },
  {
    name: 'Of many changes of a client at once none is lost',
    async run(engine) {
      await engine.write(() => createClient({ ...clientRow('app'), configuration: '0' }))
      await atOnce(10, () =>
        engine.write(() =>
          changeClient('pool', 'app', now, row => ({
            ...row,
            configuration: String(Number(row.configuration) + 1),
          })),
        ),
      )
      assert.equal((await engine.read(() => readClient('pool', 'app')))?.configuration, '10')
    },
  },
  {
    name: 'The clients of a pool are listed a page at a time, and no others',
    async run(engine) {
      for (const id of ['c', 'a', 'b']) await engine.write(() => createClient(clientRow(id)))
      await engine.write(() => createClient(clientRow('d', 'other')))
      const ids = async (after: string) =>
        (await engine.read(() => listClients('pool', { after, limit: 2 }))).map(row => row.client_id)
      assertSame(await ids(''), ['a', 'b'])
      assertSame(await ids('b'), ['c'])
      assertSame(await ids('c'), [])
    },
  },
]
