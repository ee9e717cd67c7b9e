import { describeMfaConfig } from '../../domain/describe-mfa-config.ts'
import { poolOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changePool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

/** SetUserPoolMfaConfig. */
export const setUserPoolMfaConfig: UserPoolOperation<'SetUserPoolMfaConfig'> = async (
  { environment },
  input,
) => {
  const { UserPoolId, ...given } = input
  const row = await environment.engine.write(() =>
    changePool(UserPoolId, environment.now(), stored => ({
      name: stored.name,
      configuration: JSON.stringify({ ...poolOf(stored).configuration, ...given }),
    })),
  )
  if (!row) throw errors.poolNotFound(UserPoolId)
  return describeMfaConfig(poolOf(row))
}
