import { describeReplica, replicaNotFound } from '../../domain/replicas.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPoolReplica. */
export const deleteUserPoolReplica: UserPoolOperation<'DeleteUserPoolReplica'> = async (
  { environment },
  { UserPoolId, RegionName },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.write(() => deleteResource(pool.id, 'replica', RegionName))
  if (!row) throw replicaNotFound(RegionName)
  return { UserPoolReplica: { ...describeReplica(environment, row), Status: 'DELETING' } }
}
