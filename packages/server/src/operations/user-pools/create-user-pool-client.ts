import { createPoolClient } from '../../domain/create-pool.ts'
import { describeClient } from '../../domain/describe-user-pool.ts'
import { randomText } from '../../environment.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

const lowerAlphanumerics = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** CreateUserPoolClient. */
export const createUserPoolClient: UserPoolOperation<'CreateUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, GenerateSecret, ...request } = input
  const id = randomText(environment.random, lowerAlphanumerics, 26)
  const secret = GenerateSecret ? randomText(environment.random, lowerAlphanumerics, 51) : undefined
  const client = await createPoolClient(environment, pool, id, secret, request)
  return { UserPoolClient: describeClient(client, secret) }
}
