import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'

const insertDomain = statement((database, p: { domain: string; pool_id: string }) =>
  database
    .insertInto('domain_pools')
    .values({ domain: p.domain, pool_id: p.pool_id })
    .onConflict(conflict => conflict.column('domain').doNothing())
    .returning('domain'),
)
const selectPool = statement((database, p: { domain: string }) =>
  database.selectFrom('domain_pools').select('pool_id').where('domain', '=', p.domain),
)
const selectDomains = statement((database, p: { pool_id: string }) =>
  database.selectFrom('domain_pools').select('domain').where('pool_id', '=', p.pool_id).orderBy('domain'),
)
const deleteDomain = statement((database, p: { domain: string; pool_id: string }) =>
  database.deleteFrom('domain_pools').where('domain', '=', p.domain).where('pool_id', '=', p.pool_id),
)

/** Takes a domain for a pool; `false` when it is taken. */
export function* claimDomain(domain: string, poolId: string): Unit<boolean> {
  return (yield* first(insertDomain, { domain, pool_id: poolId })) !== undefined
}

/** The pool of a domain. */
export function* findDomainPool(domain: string): Unit<string | undefined> {
  return (yield* first(selectPool, { domain }))?.pool_id
}

/** The domains of a pool. */
export function* listDomains(poolId: string): Unit<string[]> {
  return (yield* all(selectDomains, { pool_id: poolId })).map(row => row.domain)
}

/** Lets go of a pool's domain. */
export function* releaseDomain(domain: string, poolId: string): Unit<void> {
  yield* all(deleteDomain, { domain, pool_id: poolId })
}
