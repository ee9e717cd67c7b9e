import type { RiskConfigurationType } from '@latchkey/protocol/user-pools'
import type { PoolResourceRow } from '../store/schema.ts'
import { allClients } from './client-scope.ts'
import { type Resource, resourceOf } from './resource.ts'

export type RiskConfigurationBody = Omit<
  RiskConfigurationType,
  'UserPoolId' | 'ClientId' | 'LastModifiedDate'
>

/** A risk configuration as the operations describe one. */
export function describeRiskConfiguration(row: PoolResourceRow): RiskConfigurationType {
  const { id, body, modifiedAt }: Resource<RiskConfigurationBody> = resourceOf(row)
  return {
    UserPoolId: row.pool_id,
    ...(id === allClients ? {} : { ClientId: id }),
    ...body,
    LastModifiedDate: modifiedAt / 1000,
  }
}
