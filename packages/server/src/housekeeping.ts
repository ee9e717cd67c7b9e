import { loadProvisionedLimits } from './domain/provisioned-limits.ts'
import type { Environment } from './environment.ts'
import { deleteExpired } from './store/units/housekeeping.ts'
import { listPools } from './store/units/pools.ts'

const everyMilliseconds = 60_000
const rowsPerTable = 1000

/** Deletes what has expired, a little at a time, and hears of limits that other nodes set, while the server runs; gives back what stops it. */
export function startHousekeeping(environment: Environment): () => void {
  let stopped = false
  const timer = setInterval(() => {
    void cleanUp(environment, () => stopped).catch(() => {
      // The next round tries again; nothing depends on any single one.
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
): Promise<void> {
  await loadProvisionedLimits(environment)
  const { engine, now } = environment
  let after = ''
  while (!isStopped()) {
    const pools = await engine.read(() => listPools({ after, limit: 100 }))
    for (const { pool_id } of pools) {
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
