import { describeReplica, replicaNotFound } from '../../domain/replicas.ts'
import { resourceOf } from '../../domain/resource.ts'
import { changeResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateUserPoolReplica. */
export const updateUserPoolReplica: UserPoolOperation<'UpdateUserPoolReplica'> = async (
  { environment },
  { UserPoolId, RegionName, Status },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.write(() =>
    changeResource(pool.id, 'replica', RegionName, environment.now(), stored =>
      JSON.stringify({ ...resourceOf<object>(stored).body, Status }),
    ),
  )
  if (!row) throw replicaNotFound(RegionName)
  return { UserPoolReplica: describeReplica(environment, row) }
}
