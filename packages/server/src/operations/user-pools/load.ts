import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { userByName } from '../../domain/find-user.ts'
import type { User } from '../../domain/user.ts'
import { clientOf, poolOf, type UserPool, type UserPoolClient } from '../../domain/user-pool.ts'
import type { Environment } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { readClient, readClientAndPool } from '../../store/units/clients.ts'
import { readPool } from '../../store/units/pools.ts'
import type { Operation } from '../operation.ts'

/** An operation of user pools by its name. */
export type UserPoolOperation<Name extends keyof UserPoolOperations> = Operation<UserPoolOperations[Name]>

/** @throws ServiceError `ResourceNotFoundException` */
export async function loadPool({ engine }: Environment, poolId: string): Promise<UserPool> {
  const row = await engine.read(() => readPool(poolId))
  if (!row) throw errors.poolNotFound(poolId)
  return poolOf(row)
}

/** The client that an app names, with its pool. @throws ServiceError `ResourceNotFoundException` */
export async function loadClient(
  { engine }: Environment,
  clientId: string,
): Promise<{ pool: UserPool; client: UserPoolClient }> {
  const found = await engine.read(() => readClientAndPool(clientId))
  if (!found) throw errors.clientNotFound(clientId)
  return { pool: poolOf(found.pool), client: clientOf(found.client) }
}

/** A client of a given pool. @throws ServiceError `ResourceNotFoundException` */
export async function loadClientOfPool(
  environment: Environment,
  poolId: string,
  clientId: string,
): Promise<{ pool: UserPool; client: UserPoolClient }> {
  const pool = await loadPool(environment, poolId)
  const row = await environment.engine.read(() => readClient(poolId, clientId))
  if (!row) throw errors.clientNotFound(clientId)
  return { pool, client: clientOf(row) }
}

/** The user that an administrator names. @throws ServiceError `UserNotFoundException` */
export async function loadUser({ engine }: Environment, pool: UserPool, username: string): Promise<User> {
  const user = await engine.read(() => userByName(pool, username))
  if (!user) throw errors.userNotFound()
  return user
}

/** The user that an administrator names, with the pool. */
export async function loadPoolAndUser(
  environment: Environment,
  input: { readonly UserPoolId: string; readonly Username: string },
): Promise<{ pool: UserPool; user: User }> {
  const pool = await loadPool(environment, input.UserPoolId)
  return { pool, user: await loadUser(environment, pool, input.Username) }
}
