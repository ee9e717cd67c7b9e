import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { readResource } from '../store/units/pool-resources.ts'
import type { ClientConfiguration, UserPoolClient } from './user-pool.ts'

/** What the pool's own directory is called among a client's identity providers. */
const directory = 'COGNITO'

/** The identity providers of a client beside the pool's directory, in the client's order. */
export function providersOf({
  configuration,
}: {
  readonly configuration: ClientConfiguration
}): readonly string[] {
  const supported: readonly string[] = configuration.SupportedIdentityProviders ?? []
  return supported.filter(name => name !== directory)
}

/** Whether a client lets the pool's own directory in; one that names no provider does. */
export function usesDirectory({ configuration }: UserPoolClient): boolean {
  const supported: readonly string[] = configuration.SupportedIdentityProviders ?? []
  return supported.length === 0 || supported.includes(directory)
}

/** A client's providers must be its pool's by then. @throws ServiceError `InvalidParameterException` */
export async function checkClientProviders(
  { engine }: Environment,
  poolId: string,
  configuration: ClientConfiguration,
): Promise<void> {
  for (const name of providersOf({ configuration })) {
    if (await engine.read(() => readResource(poolId, 'identity-provider', name))) continue
    throw errors.invalidParameter(`The provider ${name} does not exist for User Pool ${poolId}.`)
  }
}
