import { poolArn } from '../../domain/describe-user-pool.ts'
import { regionOf } from '../../domain/region.ts'
import { describeReplica } from '../../domain/replicas.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListUserPoolReplicas: the pool itself leads the first page. */
export const listUserPoolReplicas: UserPoolOperation<'ListUserPoolReplicas'> = async (
  { environment },
  { UserPoolId, NextToken },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { token: NextToken },
    page => listResources(pool.id, 'replica', page),
    row => row.id,
  )
  const primary = {
    RegionName: regionOf(pool.id),
    Status: 'ACTIVE',
    Role: 'PRIMARY',
    UserPoolArn: poolArn(environment, pool.id),
  } as const
  const replicas = rows.map(row => describeReplica(environment, row))
  return { UserPoolReplicas: NextToken === undefined ? [primary, ...replicas] : replicas, ...next }
}
