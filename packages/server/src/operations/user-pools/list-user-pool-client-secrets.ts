import { describeSecret } from '../../domain/client-secrets.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** ListUserPoolClientSecrets: all on one page, as there are two at most. */
export const listUserPoolClientSecrets: UserPoolOperation<'ListUserPoolClientSecrets'> = async (
  { environment },
  input,
) => {
  const { client } = await loadClientOfPool(environment, input.UserPoolId, input.ClientId)
  return { ClientSecrets: client.secrets.map(describeSecret) }
}
