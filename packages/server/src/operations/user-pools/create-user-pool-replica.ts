import { regionOf } from '../../domain/region.ts'
import { describeReplica } from '../../domain/replicas.ts'
import { newResource } from '../../domain/resource.ts'
import { errors } from '../../errors.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** CreateUserPoolReplica: kept and shown; a server is one region, so nothing is copied. */
export const createUserPoolReplica: UserPoolOperation<'CreateUserPoolReplica'> = async (
  { environment },
  { UserPoolId, RegionName, UserPoolTags },
) => {
  const pool = await loadPool(environment, UserPoolId)
  if (RegionName === regionOf(pool.id)) {
    throw errors.invalidParameter('A replica must be in another region than its pool.')
  }
  const body = { Status: 'INACTIVE', UserPoolTags }
  const row = newResource(pool.id, 'replica', RegionName, body, environment.now())
  if (!(await environment.engine.write(() => createResource(row)))) {
    throw errors.invalidParameter(`There is a replica in ${RegionName} already.`)
  }
  return { UserPoolReplica: describeReplica(environment, row) }
}
