import { loadProvisionedLimits } from './domain/provisioned-limits.ts'
import type { Environment } from './environment.ts'
import { deleteExpired } from './store/units/housekeeping.ts'
import { listPools } from './store/units/pools.ts'

const everyMilliseconds = 60_000
const rowsPerTable = 1000
const day = 86_400_000

/**
 * While the server runs: deletes what has expired, a little at a time, renews signing keys that are due, and hears of
 * limits that other nodes set.
 *
 * @returns what stops it
 */
export function startHousekeeping(environment: Environment, rotateKeysAfterDays?: number): () => void {
  let stopped = false
  const timer = setInterval(() => {
    void cleanUp(environment, () => stopped, rotateKeysAfterDays).catch((error: unknown) => {
      // The next round tries again; nothing depends on any single one.
      environment.log.warn({
        event: 'housekeepingFailed',
        name: error instanceof Error ? error.name : typeof error,
      })
    })
  }, everyMilliseconds)
  timer.unref()
  return () => {
    stopped = true
    clearInterval(timer)
  }
}

/** One round over all pools. */
export async function cleanUp(
  environment: Environment,
  isStopped: () => boolean = () => false,
  rotateKeysAfterDays?: number,
): Promise<void> {
  await loadProvisionedLimits(environment)
  const { engine, keys, now } = environment
  let after = ''
  while (!isStopped()) {
    const pools = await engine.read(() => listPools({ after, limit: 100 }))
    for (const { pool_id } of pools) {
      if (rotateKeysAfterDays !== undefined) await keys.rotate(pool_id, now() - rotateKeysAfterDays * day)
      let deleted = rowsPerTable
      while (deleted >= rowsPerTable && !isStopped()) {
        deleted = await engine.write(() => deleteExpired(pool_id, now()))
      }
    }
    const last = pools.at(-1)
    if (!last) return
    after = last.pool_id
  }
}
