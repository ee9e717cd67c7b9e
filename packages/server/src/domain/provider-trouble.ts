import { UpstreamError } from '../ports/upstream.ts'
import { identityErrors } from './identity-errors.ts'

/**
 * Waits for an answer of a provider. That it cannot be asked proves nothing about a login: clients sign a person out
 * at NotAuthorizedException, so it must be another one.
 *
 * @throws ServiceError `ExternalServiceException`
 */
export async function orProviderTrouble<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (cause) {
    if (cause instanceof UpstreamError) throw Object.assign(identityErrors.providerTrouble(), { cause })
    throw cause
  }
}
