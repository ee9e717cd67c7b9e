import { poolOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changePool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

/**
 * UpdateUserPool: what is not given goes back to its default, as at Amazon; what only CreateUserPool can say
 * stays.
 */
export const updateUserPool: UserPoolOperation<'UpdateUserPool'> = async ({ environment }, input) => {
  const { UserPoolId, PoolName, ...configuration } = input
  const updated = await environment.engine.write(() =>
    changePool(UserPoolId, environment.now(), row => {
      const { Schema, AliasAttributes, UsernameAttributes, UsernameConfiguration, UserPoolTags } =
        poolOf(row).configuration
      const kept = { Schema, AliasAttributes, UsernameAttributes, UsernameConfiguration, UserPoolTags }
      return { name: PoolName ?? row.name, configuration: JSON.stringify({ ...kept, ...configuration }) }
    }),
  )
  if (!updated) throw errors.poolNotFound(UserPoolId)
  return {}
}
