import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { N } from '@latchkey/protocol/srp'
import { modularPower } from '@latchkey/protocol/srp/node'
import { signInBySrp } from '../../tests/harness/srp-exchange.ts'
import { latchkey } from './contenders.ts'
import { processorSeconds, rateOf, repeat } from './load.ts'
import { createPool, password } from './pool.ts'

/** What a second of our server's processor time buys. */
export interface ProcessorYield {
  readonly srpSignIns: number
  readonly rotatingRefreshes: number
  /** Milliseconds of one 3072-bit power at that time, which tells how busy the machine was. */
  readonly power: number
}

const sample = 100

const user = (number: number) => `user${number}@example.com`

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
      // The first half only warms up.
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
    return { srpSignIns, rotatingRefreshes, power: measurePower() }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An SRP sign-in costs the server two of these, one of the generator, and two RSA signatures; the rest is ours. */
function measurePower(): number {
  const times = 200
  const before = process.cpuUsage()
  for (let time = 0; time < times; time += 1) modularPower(N - 2n ** 300n, 2n ** 255n + BigInt(time))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
