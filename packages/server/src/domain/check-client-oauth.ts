import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import { customScopes } from './scopes.ts'
import type { ClientConfiguration } from './user-pool.ts'

/** The scopes that every pool has (AllowedOAuthScopes). */
const standardScopes = new Set(['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'])

const invalidFlow = (message: string) => new ServiceError('InvalidOAuthFlowException', message)

/**
 * Checks the grants and scopes of a client against each other, its secret and the pool.
 *
 * @throws ServiceError `InvalidOAuthFlowException`, `ScopeDoesNotExistException`
 */
export async function checkClientOAuth(
  environment: Environment,
  poolId: string,
  { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [] }: ClientConfiguration,
  hasSecret: boolean,
): Promise<void> {
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
