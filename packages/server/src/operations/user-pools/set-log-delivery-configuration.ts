import { newResource } from '../../domain/resource.ts'
import { errors } from '../../errors.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** SetLogDeliveryConfiguration: kept and shown; nothing is delivered to Amazon's logs. */
export const setLogDeliveryConfiguration: UserPoolOperation<'SetLogDeliveryConfiguration'> = async (
  { environment },
  { UserPoolId, LogConfigurations },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const sources = new Set(LogConfigurations.map(({ EventSource }) => EventSource))
  if (sources.size !== LogConfigurations.length) {
    throw errors.invalidParameter('An event source can have one log configuration.')
  }
  const row = newResource(pool.id, 'log-delivery', 'pool', LogConfigurations, environment.now())
  await environment.engine.write(() => putResource(row))
  return { LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations } }
}
