import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entry } from '../faults/ledger.ts'
import { clientWithoutRetries, liveOneLife } from '../faults/mixed-load.ts'
import { contradictions } from '../faults/verify-entry.ts'
import { createUserPool } from '../harness/pools.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts'
import { makeRootKey, startNode } from './nodes.ts'

const rounds = 4
const workers = 6
let folder: string
let postgres: PostgresServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cluster-'))
  postgres = await startPostgres()
})

afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('a node that is killed under load loses no acknowledged write, as the other one sees', async () => {
  const database = await postgres.createDatabase()
  const rootKey = makeRootKey(folder)
  const witness = await startNode(database, rootKey)
  const pool = await createUserPool(witness.url)
  const ledger: Entry[] = []

  for (let round = 0; round < rounds; round += 1) {
    const node = await startNode(database, rootKey)
    const client = clientWithoutRetries(node.url)
    let stopped = false
    const load = Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        for (let life = 0; !stopped; life += 1) {
          const entry: Entry = {
            username: `r${round}-w${worker}-${life}`,
            passwords: ['Correct-Horse-7'],
            confirmed: 'no',
            presence: 'unknown',
            revoked: [],
            live: [],
          }
          ledger.push(entry)
          await liveOneLife(client, { url: node.url, ...pool }, entry, round + worker + life)
        }
      }),
    )
    await pause(400 + 150 * round)
    stopped = true
    await node.kill()
    await load
    client.destroy()
  }

  const client = clientWithoutRetries(witness.url)
  for (const entry of ledger) {
    expect(await contradictions(client, { url: witness.url, ...pool }, entry)).toEqual([])
  }
  client.destroy()
  expect(witness.errors()).toBe('')
  await witness.stop()
  expect(ledger.filter(({ presence }) => presence !== 'unknown').length).toBeGreaterThan(workers * 2)
})
