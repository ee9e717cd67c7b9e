import type { CreateUserPoolClientRequest, CreateUserPoolRequest } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { createClient } from '../store/units/clients.ts'
import { createPool } from '../store/units/pools.ts'
import { checkClientConfiguration } from './check-client-configuration.ts'
import { checkPoolConfiguration } from './check-pool-configuration.ts'
import { sealClientSecret } from './client-secrets.ts'
import { clientOf, poolOf, type UserPool, type UserPoolClient } from './user-pool.ts'

/** @throws ServiceError `InvalidParameterException` for a bad configuration or an id that is taken */
export async function createPoolWithId(
  environment: Environment,
  id: string,
  request: CreateUserPoolRequest,
): Promise<UserPool> {
  checkPoolConfiguration(request)
  const { PoolName, ...configuration } = request
  const now = environment.now()
  const row = {
    pool_id: id,
    name: PoolName,
    configuration: JSON.stringify(configuration),
    created_at: now,
    modified_at: now,
    session_limit: 0,
  }
  const created = await environment.engine.write(() => createPool(row))
  if (!created) throw errors.invalidParameter(`The pool id ${id} is taken.`)
  return poolOf(row)
}

/** @throws ServiceError `InvalidParameterException` for a bad configuration or an id that is taken */
export async function createPoolClient(
  environment: Environment,
  pool: UserPool,
  id: string,
  secret: string | undefined,
  request: Omit<CreateUserPoolClientRequest, 'UserPoolId' | 'GenerateSecret' | 'ClientSecret'>,
): Promise<UserPoolClient> {
  const { ClientName, ...configuration } = request
  checkClientConfiguration(pool, configuration)
  const secrets = secret === undefined ? [] : [await sealClientSecret(environment, pool.id, id, secret)]
  const now = environment.now()
  const row = {
    pool_id: pool.id,
    client_id: id,
    name: ClientName,
    configuration: JSON.stringify(configuration),
    sealed_secrets: JSON.stringify(secrets),
    created_at: now,
    modified_at: now,
  }
  const created = await environment.engine.write(() => createClient(row))
  if (!created) throw errors.invalidParameter(`The client id ${id} is taken.`)
  return clientOf(row)
}
