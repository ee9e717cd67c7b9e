import { clientScope } from '../../domain/client-scope.ts'
import { newResource } from '../../domain/resource.ts'
import { describeRiskConfiguration } from '../../domain/risk-configuration.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** SetRiskConfiguration: kept and shown; nothing here weighs the risk of a sign-in. */
export const setRiskConfiguration: UserPoolOperation<'SetRiskConfiguration'> = async (
  { environment },
  { UserPoolId, ClientId, ...body },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const scope = await clientScope(environment, pool, ClientId)
  const row = newResource(pool.id, 'risk-configuration', scope, body, environment.now())
  const stored = await environment.engine.write(() => putResource(row))
  return { RiskConfiguration: describeRiskConfiguration(stored) }
}
