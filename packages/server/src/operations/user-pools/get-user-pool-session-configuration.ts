import { poolSessionConfiguration } from '../../domain/session-configuration.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetUserPoolSessionConfiguration. */
export const getUserPoolSessionConfiguration: UserPoolOperation<'GetUserPoolSessionConfiguration'> = async (
  { environment },
  { UserPoolId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  return { UserPoolId: pool.id, ...(await poolSessionConfiguration(environment, pool.id)) }
}
