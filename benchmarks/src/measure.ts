import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Contender, Running } from './contenders.ts'
import { median, processorSeconds, rateOf, repeat, residentMegabytes } from './load.ts'
import { createPool, type Pool, poolAt } from './pool.ts'

/** What one contender did with one number of users. Rates are per second; each is the median of its rounds. */
export interface Measurement {
  readonly signUps: number
  readonly signIns: number
  readonly refreshes: number
  /** Milliseconds from the process to the first answer, with all users on the disk. */
  readonly start: number
  /** Megabytes held two seconds after such a start. */
  readonly idleMemory: number
}

type Rate = 'signUps' | 'signIns' | 'refreshes'

type PoolIds = Pick<Pool, 'userPoolId' | 'clientId'>

interface Site {
  readonly contender: Contender
  readonly folder: string
  readonly ids: PoolIds
}

interface Ready {
  readonly pool: Pool
  readonly tokens: readonly string[]
}

/** Users of whom each has a confirmed address and a refresh token. */
const sample = 100
const rounds = 3

const user = (number: number) => `user${number}@example.com`

/**
 * Fills two contenders with users, then measures them in turns, window by window, so that whatever else the machine
 * does falls on both.
 *
 * @param seconds the length of each window
 */
export async function measureSideBySide(
  contenders: readonly [Contender, Contender],
  users: number,
  seconds: number,
): Promise<[Measurement, Measurement]> {
  const folders = contenders.map(() => mkdtempSync(join(tmpdir(), 'latchkey-benchmark-')))
  try {
    const sites: Site[] = []
    for (const [index, contender] of contenders.entries()) {
      sites.push({ contender, folder: folders[index]!, ids: await fill(contender, folders[index]!, users) })
    }
    const starts = await measureStarts(sites)
    const rates = await measureRates(sites, seconds)
    const of = (index: number): Measurement => ({ ...rates[index]!, ...starts[index]! })
    return [of(0), of(1)]
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

async function measureRates(sites: readonly Site[], seconds: number): Promise<Record<Rate, number>[]> {
  const running: Running[] = []
  try {
    for (const { contender, folder } of sites) running.push(await contender.start(folder))
    const ready = await Promise.all(sites.map(({ ids }, index) => signInSample(running[index]!, ids)))
    const seen = sites.map((): Record<Rate, number[]> => ({ signUps: [], signIns: [], refreshes: [] }))
    for (let round = 0; round < rounds; round += 1) {
      for (const rate of ['signIns', 'refreshes', 'signUps'] as const) {
        for (const [index, { pool, tokens }] of ready.entries()) {
          const { perSecond } = await rateOf(seconds, operations[rate](pool, tokens, round))
          seen[index]![rate].push(perSecond)
        }
      }
    }
    return seen.map(({ signUps, signIns, refreshes }) => ({
      signUps: median(signUps),
      signIns: median(signIns),
      refreshes: median(refreshes),
    }))
  } finally {
    await Promise.all(running.map(each => each.stop()))
  }
}

const operations: Record<
  Rate,
  (pool: Pool, tokens: readonly string[], round: number) => (number: number) => Promise<void>
> = {
  signIns: pool => async number => {
    await pool.signIn(user(number % sample))
  },
  refreshes: (pool, tokens) => number => pool.refresh(tokens[number % sample]!),
  signUps: (pool, _, round) => number => pool.signUp(`late${round}-${number}@example.com`),
}

async function fill(contender: Contender, folder: string, users: number): Promise<PoolIds> {
  const running = await contender.start(folder)
  try {
    const pool = await createPool(running.url)
    const { addUsers } = contender
    // A file that is written anew each time does not bear two sign-ups at once.
    const concurrency = addUsers ? 1 : 8
    const signedUp = addUsers ? Math.min(users, sample) : users
    await repeat(signedUp, number => pool.signUp(user(number)), concurrency)
    await repeat(sample, number => pool.confirm(user(number)), concurrency)
    await stopIdle(running)
    const rest = Array.from({ length: users - signedUp }, (_, index) => user(signedUp + index))
    addUsers?.(folder, pool.userPoolId, rest)
    return pool
  } finally {
    await running.stop()
  }
}

async function signInSample({ url }: Running, ids: PoolIds): Promise<Ready> {
  const pool = poolAt(url, ids)
  const tokens: string[] = []
  await repeat(sample, async number => {
    tokens[number] = await pool.signIn(user(number))
  })
  return { pool, tokens }
}

/**
 * Ends a contender once it has done nothing for a second: one that writes after it has answered would be left with
 * half a file, and could not start again.
 */
async function stopIdle(running: Running): Promise<void> {
  let before: number
  do {
    before = processorSeconds(running.pid)
    await pause(1000)
  } while (processorSeconds(running.pid) - before > 0.03)
  await running.stop()
}

async function measureStarts(sites: readonly Site[]) {
  const seen = sites.map(() => ({ starts: [] as number[], idleMemory: 0 }))
  for (let round = 0; round < 5; round += 1) {
    for (const [index, { contender, folder }] of sites.entries()) {
      const running = await contender.start(folder)
      const { starts } = seen[index]!
      starts.push(running.startedIn)
      if (round === 4) {
        await pause(2000)
        seen[index]!.idleMemory = residentMegabytes(running.pid)
      }
      await stopIdle(running)
    }
  }
  return seen.map(({ starts, idleMemory }) => ({ start: median(starts), idleMemory }))
}
