import type { Environment } from '../environment.ts'
import type { ProviderEndpoints } from '../ports/provider-endpoints.ts'
import { isSimulatorToken } from '../ports/simulator-tokens.ts'
import type { UpstreamInit } from '../ports/upstream.ts'
import { identityErrors } from './identity-errors.ts'
import { orProviderTrouble } from './provider-trouble.ts'

/** Who explains an opaque token: the simulator of local mode for its own, the provider for all others. */
export function endpointsOf({ loginProviders }: Environment, token: string): ProviderEndpoints {
  const [real, simulator] = loginProviders.endpoints()
  return (isSimulatorToken(token) ? simulator : undefined) ?? real
}

/**
 * Asks a provider about a token that it issued.
 *
 * @throws ServiceError `NotAuthorizedException` when the provider refuses the token, `ExternalServiceException` when
 *   it cannot be asked
 */
export async function askProvider(
  { upstream }: Environment,
  url: string,
  init?: UpstreamInit,
): Promise<Record<string, unknown>> {
  const response = await orProviderTrouble(upstream.fetch(url, init))
  if ([400, 401, 403].includes(response.status)) throw identityErrors.loginRefused()
  const body: unknown = response.status === 200 ? await response.json().catch(() => undefined) : undefined
  if (typeof body !== 'object' || body === null) throw identityErrors.providerTrouble()
  return body as Record<string, unknown>
}
