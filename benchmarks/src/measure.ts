import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { signInBySrp } from '../../tests/harness/srp-exchange.ts'
import { type Contender, latchkey } from './contenders.ts'
import { processorSeconds, rateOf, repeat, residentMegabytes } from './load.ts'
import { createPool, password } from './pool.ts'

/** What one contender did with one number of users. Rates are per second. */
export interface Measurement {
  readonly signUps: number
  readonly signIns: number
  readonly refreshes: number
  /** Milliseconds from the process to the first answer, with all users on the disk; the median of five. */
  readonly start: number
  /** Megabytes held after that start, two seconds later. */
  readonly idleMemory: number
}

const sample = 100

const user = (number: number) => `user${number}@example.com`

/** Fills a contender with users, then measures it. */
export async function measure(contender: Contender, users: number, seconds: number): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-benchmark-'))
  try {
    const running = await contender.start(folder)
    const pool = await createPool(running.url)
    await repeat(users, number => pool.signUp(user(number)))
    await repeat(sample, number => pool.confirm(user(number)))

    const tokens: string[] = []
    await repeat(sample, async number => {
      tokens[number] = await pool.signIn(user(number))
    })
    const signIns = await rateOf(seconds, async number => {
      await pool.signIn(user(number % sample))
    })
    const refreshes = await rateOf(seconds, number => pool.refresh(tokens[number % sample]!))
    const signUps = await rateOf(seconds, number => pool.signUp(`late${number}@example.com`))
    await running.stop()

    return {
      signUps: signUps.perSecond,
      signIns: signIns.perSecond,
      refreshes: refreshes.perSecond,
      ...(await measureStart(contender, folder)),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureStart(contender: Contender, folder: string) {
  const starts: number[] = []
  let idleMemory = 0
  for (let round = 0; round < 5; round += 1) {
    const running = await contender.start(folder)
    starts.push(running.startedIn)
    if (round === 4) {
      await pause(2000)
      idleMemory = residentMegabytes(running.pid)
    }
    await running.stop()
  }
  return { start: starts.toSorted((a, b) => a - b)[2]!, idleMemory }
}

/** What a second of our server's processor time buys. */
export interface ProcessorYield {
  readonly srpSignIns: number
  readonly rotatingRefreshes: number
}

/** Counts operations against the server's own processor time, so that the load's cost does not matter. */
export async function measureProcessor(seconds: number): Promise<ProcessorYield> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-benchmark-'))
  const running = await latchkey.start(folder)
  try {
    const pool = await createPool(running.url, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    await repeat(sample, async number => {
      await pool.signUp(user(number))
      await pool.confirm(user(number))
    })
    const perProcessorSecond = async (operation: (number: number) => Promise<void>) => {
      await rateOf(seconds / 2, operation)
      const before = processorSeconds(running.pid)
      const { operations } = await rateOf(seconds, operation)
      return operations / (processorSeconds(running.pid) - before)
    }

    const place = { url: running.url, ...pool }
    const srpSignIns = await perProcessorSecond(async number => {
      const { status, body } = await signInBySrp(place, user(number % sample), password)
      if (status !== 200) throw new Error(`An SRP sign-in was refused: ${body.message}`)
    })

    // Each token is used once: whoever takes one puts its successor back.
    const tokens: string[] = []
    await repeat(sample, async number => {
      tokens.push(await pool.signIn(user(number)))
    })
    const rotatingRefreshes = await perProcessorSecond(async () => {
      tokens.push(await pool.rotate(tokens.shift()!))
    })
    return { srpSignIns, rotatingRefreshes }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
