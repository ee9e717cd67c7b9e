import { checkClientOAuth } from '../../domain/check-client-oauth.ts'
import { checkClientProviders } from '../../domain/client-providers.ts'
import { newClientSecret } from '../../domain/client-secrets.ts'
import { createPoolClient } from '../../domain/create-pool.ts'
import { describeClient } from '../../domain/describe-user-pool.ts'
import { randomText } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

const lowerAlphanumerics = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** CreateUserPoolClient. */
export const createUserPoolClient: UserPoolOperation<'CreateUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, GenerateSecret, ClientSecret, ...request } = input
  if (GenerateSecret && ClientSecret !== undefined) {
    throw errors.invalidParameter('A client secret is either generated or given.')
  }
  const id = randomText(environment.random, lowerAlphanumerics, 26)
  const secret = GenerateSecret ? newClientSecret(environment) : ClientSecret
  await checkClientProviders(environment, pool.id, request)
  await checkClientOAuth(environment, pool.id, request, secret !== undefined)
  const client = await createPoolClient(environment, pool, id, secret, request)
  return { UserPoolClient: describeClient(client, secret) }
}
