import { allClients, clientScope } from '../../domain/client-scope.ts'
import { describeRiskConfiguration as describe } from '../../domain/risk-configuration.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeRiskConfiguration: the client's own, or else that of the pool, or else an empty one. */
export const describeRiskConfiguration: UserPoolOperation<'DescribeRiskConfiguration'> = async (
  { environment },
  { UserPoolId, ClientId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const scope = await clientScope(environment, pool, ClientId)
  const row = await environment.engine.read(function* () {
    const own = yield* readResource(pool.id, 'risk-configuration', scope)
    return own ?? (yield* readResource(pool.id, 'risk-configuration', allClients))
  })
  return { RiskConfiguration: row ? describe(row) : { UserPoolId: pool.id } }
}
