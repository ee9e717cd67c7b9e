import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import { identityErrors } from '../../domain/identity-errors.ts'
import { type IdentityPool, identityPoolOf } from '../../domain/identity-pool.ts'
import type { Environment } from '../../environment.ts'
import { readIdentityPool } from '../../store/units/identity-pools.ts'
import type { Operation } from '../operation.ts'

/** An operation of identity pools by its name. */
export type IdentityPoolOperation<Name extends keyof IdentityPoolOperations> = Operation<
  IdentityPoolOperations[Name]
>

/** @throws ServiceError `ResourceNotFoundException` */
export async function loadIdentityPool(
  { engine }: Environment,
  identityPoolId: string,
): Promise<IdentityPool> {
  const row = await engine.read(() => readIdentityPool(identityPoolId))
  if (!row) throw identityErrors.identityPoolNotFound(identityPoolId)
  return identityPoolOf(row)
}
