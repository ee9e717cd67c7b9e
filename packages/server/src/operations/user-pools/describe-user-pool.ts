import { describeUserPool as describe } from '../../domain/describe-user-pool.ts'
import { estimateUsers } from '../../store/units/user-lists.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeUserPool. */
export const describeUserPool: UserPoolOperation<'DescribeUserPool'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const users = await environment.engine.read(() => estimateUsers(pool.id))
  return { UserPool: describe(environment, pool, users) }
}
