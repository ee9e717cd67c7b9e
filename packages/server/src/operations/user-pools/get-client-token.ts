import { issueClientToken } from '../../domain/client-token.ts'
import { matchesClientSecret } from '../../domain/secret-hash.ts'
import { ServiceError } from '../../errors.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** GetClientToken: a client's own access token, for its secret. */
export const getClientToken: UserPoolOperation<'GetClientToken'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  if (client.secrets.length === 0 || !(await matchesClientSecret(environment, client, input.Secret))) {
    throw new ServiceError('NotAuthorizedException', 'Invalid client secret')
  }
  const flows: readonly string[] = client.configuration.ExplicitAuthFlows ?? []
  if (!flows.includes('ALLOW_CLIENT_TOKEN_AUTH')) {
    throw new ServiceError(
      'OperationNotEnabledException',
      'The client does not have ALLOW_CLIENT_TOKEN_AUTH among its flows.',
    )
  }
  return { ClientAuthenticationResult: await issueClientToken(environment, pool, client, input.Scopes) }
}
