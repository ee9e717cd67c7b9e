import type { Environment } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import { customScopes } from './scopes.ts'
import type { ClientConfiguration } from './user-pool.ts'

/** The scopes that every pool has (AllowedOAuthScopes). */
const standardScopes = new Set(['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'])

const invalidFlow = (message: string) => new ServiceError('InvalidOAuthFlowException', message)

/**
 * Checks the grants and scopes of a client against each other, its secret and the pool.
 *
 * @throws ServiceError `InvalidParameterException`, `InvalidOAuthFlowException`, `ScopeDoesNotExistException`
 */
export async function checkClientOAuth(
  environment: Environment,
  poolId: string,
  {
    AllowedOAuthFlows: flows = [],
    AllowedOAuthScopes: scopes = [],
    AllowedOAuthFlowsUserPoolClient: isAllowed,
    CallbackURLs: callbacks,
  }: ClientConfiguration,
  hasSecret: boolean,
): Promise<void> {
  if (isAllowed && (flows.length === 0 || scopes.length === 0)) {
    throw errors.invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    )
  }
  if (isAllowed && !callbacks?.length && flows.some(flow => flow !== 'client_credentials')) {
    throw invalidFlow('CallbackUrls can not be empty when code flow or implicit flow is selected')
  }
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) {
      throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.')
    }
    if (!hasSecret) {
      throw invalidFlow(
        'client_credentials flow can not be selected if client does not have a client secret.',
      )
    }
  }
  const others = scopes.filter(scope => !standardScopes.has(scope))
  if (others.length === 0) return
  const known = await customScopes(environment, poolId)
  const unknown = others.find(scope => !known.has(scope))
  if (unknown !== undefined) {
    throw new ServiceError('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`)
  }
}
