import { describeUserPool as describe } from '../../domain/describe-user-pool.ts'
import { isCustomDomain } from '../../domain/domains.ts'
import { listDomains } from '../../store/units/domains.ts'
import { estimateUsers } from '../../store/units/user-lists.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeUserPool. */
export const describeUserPool: UserPoolOperation<'DescribeUserPool'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { users, domains } = await environment.engine.read(function* () {
    return { users: yield* estimateUsers(pool.id), domains: yield* listDomains(pool.id) }
  })
  const custom = domains.find(isCustomDomain)
  const prefix = domains.find(domain => !isCustomDomain(domain))
  return {
    UserPool: {
      ...describe(environment, pool, users),
      ...(prefix === undefined ? {} : { Domain: prefix }),
      ...(custom === undefined ? {} : { CustomDomain: custom }),
    },
  }
}
