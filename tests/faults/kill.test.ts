import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '../harness/free-port.ts'
import { startLatchkey } from '../harness/latchkey-process.ts'
import { createUserPool } from '../harness/pools.ts'
import type { Entry } from './ledger.ts'
import { clientWithoutRetries, liveOneLife, type Target } from './mixed-load.ts'
import { contradictions } from './verify-entry.ts'

const rounds = 40
const workers = 8
const folder = mkdtempSync(join(tmpdir(), 'latchkey-kill-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs lives on all workers until the server is gone; returns what was learnt. */
async function load(target: Target, round: number, stopped: () => boolean): Promise<Entry[]> {
  const entries: Entry[] = []
  const client = clientWithoutRetries(target.url)
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let life = 0; !stopped(); life += 1) {
        const entry: Entry = {
          username: `r${round}-w${worker}-${life}`,
          passwords: ['Correct-Horse-7'],
          confirmed: 'no',
          presence: 'unknown',
          revoked: [],
          live: [],
        }
        entries.push(entry)
        await liveOneLife(client, target, entry, round + worker + life)
      }
    }),
  )
  client.destroy()
  return entries
}

describe('a server that is killed forty times under mixed load', () => {
  it('loses no acknowledged write, keeps a sound database, and is back within a second', {
    timeout: 300_000,
  }, async () => {
    const starts: number[] = []
    const ledger: Entry[] = []
    let target: Target | undefined
    const port = String(await freePort())

    for (let round = 0; round <= rounds; round += 1) {
      const latchkey = await startLatchkey(['--data', folder, '--port', port])
      target ??= { url: latchkey.url, ...(await createUserPool(latchkey.url)) }
      if (round > 0) starts.push(latchkey.startedIn)

      const client = clientWithoutRetries(latchkey.url)
      // Each round proves the one before it; the last proves everything.
      const due =
        round === rounds ? ledger : ledger.filter(({ username }) => username.startsWith(`r${round - 1}-`))
      for (const entry of due) expect(await contradictions(client, target, entry)).toEqual([])
      client.destroy()
      if (round === rounds) {
        await latchkey.stop()
        break
      }

      let stopped = false
      const running = load(target, round, () => stopped)
      await pause(60 + ((round * 37) % 200))
      stopped = true
      await latchkey.kill()
      ledger.push(...(await running))
    }

    const acknowledged = ledger.filter(({ presence }) => presence !== 'unknown')
    expect(acknowledged.length).toBeGreaterThan(rounds)
    const median = starts.toSorted((a, b) => a - b)[starts.length / 2]
    expect(median).toBeLessThan(1000)

    const database = new DatabaseSync(join(folder, 'database', 'latchkey.sqlite'), { readOnly: true })
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    database.close()
  })
})
