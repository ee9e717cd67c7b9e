import type { UserPoolReplicaType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { poolArn } from './describe-user-pool.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

export interface ReplicaBody {
  readonly Status: 'ACTIVE' | 'INACTIVE'
}

export const replicaNotFound = (region: string) => resourceNotFound(`There is no replica in ${region}.`)

/** A replica as the operations describe one: its id is the region. */
export function describeReplica(environment: Environment, row: PoolResourceRow): UserPoolReplicaType {
  const { id, body }: Resource<ReplicaBody> = resourceOf(row)
  return {
    RegionName: id,
    Status: body.Status,
    Role: 'SECONDARY',
    UserPoolArn: poolArn(environment, row.pool_id, id),
  }
}
