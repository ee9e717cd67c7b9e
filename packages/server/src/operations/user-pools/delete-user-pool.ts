import { errors } from '../../errors.ts'
import { listDomains } from '../../store/units/domains.ts'
import { deletePool } from '../../store/units/pools.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPool. */
export const deleteUserPool: UserPoolOperation<'DeleteUserPool'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  if (pool.configuration.DeletionProtection === 'ACTIVE') {
    throw errors.invalidParameter(
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
  }
  await environment.engine.write(function* () {
    if ((yield* listDomains(pool.id)).length > 0) {
      throw errors.invalidParameter(
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      )
    }
    yield* deletePool(pool.id)
  })
  environment.keys.forget(pool.id)
  return {}
}
