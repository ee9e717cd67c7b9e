import type { LogConfigurationType } from '@latchkey/protocol/user-pools'
import { resourceOf } from '../../domain/resource.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetLogDeliveryConfiguration. */
export const getLogDeliveryConfiguration: UserPoolOperation<'GetLogDeliveryConfiguration'> = async (
  { environment },
  { UserPoolId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.read(() => readResource(pool.id, 'log-delivery', 'pool'))
  const LogConfigurations = row ? resourceOf<LogConfigurationType[]>(row).body : []
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } }
}
