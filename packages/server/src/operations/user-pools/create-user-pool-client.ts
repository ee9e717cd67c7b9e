import { describeClient } from '../../domain/describe-user-pool.ts'
import { sealClientSecret } from '../../domain/secret-hash.ts'
import { clientOf } from '../../domain/user-pool.ts'
import { randomText } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { createClient } from '../../store/units/clients.ts'
import { checkClientConfiguration } from './check-client-configuration.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

const lowerAlphanumerics = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** CreateUserPoolClient. */
export const createUserPoolClient: UserPoolOperation<'CreateUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, ClientName, GenerateSecret, ...configuration } = input
  checkClientConfiguration(pool, configuration)
  const id = randomText(environment.random, lowerAlphanumerics, 26)
  const secret = GenerateSecret ? randomText(environment.random, lowerAlphanumerics, 51) : undefined
  const now = environment.now()
  const row = {
    pool_id: pool.id,
    client_id: id,
    name: ClientName,
    configuration: JSON.stringify(configuration),
    sealed_secret: secret === undefined ? '' : await sealClientSecret(environment, pool.id, id, secret),
    created_at: now,
    modified_at: now,
  }
  const created = await environment.engine.write(() => createClient(row))
  if (!created) throw errors.invalidParameter(`The client id ${id} is taken.`)
  return { UserPoolClient: describeClient(clientOf(row), secret) }
}
