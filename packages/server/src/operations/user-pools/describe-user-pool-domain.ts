import { describeDomain } from '../../domain/domains.ts'
import { findDomainPool } from '../../store/units/domains.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import type { UserPoolOperation } from './load.ts'

/** DescribeUserPoolDomain: of a domain that there is none of, an empty description, as at Amazon. */
export const describeUserPoolDomain: UserPoolOperation<'DescribeUserPoolDomain'> = async (
  { environment },
  { Domain },
) => {
  const row = await environment.engine.read(function* () {
    const poolId = yield* findDomainPool(Domain)
    return poolId === undefined ? undefined : yield* readResource(poolId, 'domain', Domain)
  })
  return { DomainDescription: row ? describeDomain(environment, row) : {} }
}
