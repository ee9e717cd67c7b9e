import { poolArn } from '../../domain/describe-user-pool.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import { poolOf } from '../../domain/user-pool.ts'
import type { Environment } from '../../environment.ts'
import { ServiceError } from '../../errors.ts'
import { readPool } from '../../store/units/pools.ts'

/** The pool that an ARN names. @throws ServiceError `ResourceNotFoundException` */
export async function loadPoolByArn(environment: Environment, arn: string): Promise<UserPool> {
  const poolId = arn.slice(arn.lastIndexOf('/') + 1)
  const row =
    arn === poolArn(environment, poolId) ? await environment.engine.read(() => readPool(poolId)) : undefined
  if (!row) throw new ServiceError('ResourceNotFoundException', `Resource ${arn} does not exist.`)
  return poolOf(row)
}
