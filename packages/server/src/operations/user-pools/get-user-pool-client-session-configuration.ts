import { clientSessionConfiguration } from '../../domain/session-configuration.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** GetUserPoolClientSessionConfiguration. */
export const getUserPoolClientSessionConfiguration: UserPoolOperation<
  'GetUserPoolClientSessionConfiguration'
> = async ({ environment }, { UserPoolId, ClientId }) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, ClientId)
  const configuration = await clientSessionConfiguration(environment, pool.id, ClientId)
  return { UserPoolId: pool.id, ClientId, ...configuration }
}
