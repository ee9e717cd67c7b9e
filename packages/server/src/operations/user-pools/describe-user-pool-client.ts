import { openClientSecret } from '../../domain/client-secrets.ts'
import { describeClient } from '../../domain/describe-user-pool.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** DescribeUserPoolClient. */
export const describeUserPoolClient: UserPoolOperation<'DescribeUserPoolClient'> = async (
  { environment },
  input,
) => {
  const { client } = await loadClientOfPool(environment, input.UserPoolId, input.ClientId)
  return { UserPoolClient: describeClient(client, await openClientSecret(environment, client)) }
}
