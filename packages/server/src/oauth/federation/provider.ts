import type { ProviderType } from '../../domain/check-provider-details.ts'
import { providersOf, usesDirectory } from '../../domain/client-providers.ts'
import { findByIdentifier, openIdentityProvider } from '../../domain/identity-providers.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import type { AuthorizationRequest } from '../authorization-request.ts'
import { OAuthError } from '../oauth-error.ts'
import type { Visit } from '../visit.ts'

/** An identity provider of the pool, with its details in the clear. */
export interface Provider {
  readonly name: string
  readonly type: ProviderType
  readonly details: Readonly<Record<string, string>>
  /** The pool's names by the provider's. */
  readonly mapping: Readonly<Record<string, string>>
}

/** A provider of the pool by its name. */
export async function readProvider(
  { environment, pool }: Visit,
  name: string,
): Promise<Provider | undefined> {
  const row = await environment.engine.read(() => readResource(pool.id, 'identity-provider', name))
  if (!row) return undefined
  const opened = await openIdentityProvider(environment, pool.id, row)
  return {
    name,
    type: opened.ProviderType ?? 'OIDC',
    details: opened.ProviderDetails ?? {},
    mapping: opened.AttributeMapping ?? {},
  }
}

/**
 * The provider that a request names, by its name or one of its identifiers, or the only one that the client has.
 *
 * @returns `undefined` where the pool's own directory is meant
 * @throws OAuthError `invalid_request` for one that is not the client's
 */
export async function requestedProvider(
  visit: Visit,
  { client, identityProvider, idpIdentifier }: AuthorizationRequest,
): Promise<Provider | undefined> {
  const supported = providersOf(client)
  const sole = supported.length === 1 && !usesDirectory(client) ? supported[0] : undefined
  const name = identityProvider ?? (await nameOfIdentifier(visit, idpIdentifier)) ?? sole
  if (name === undefined || name === 'COGNITO') return undefined
  const provider = supported.includes(name) ? await readProvider(visit, name) : undefined
  if (!provider) throw new OAuthError('invalid_request', 'The client has no such identity provider.')
  return provider
}

async function nameOfIdentifier(
  { environment, pool }: Visit,
  identifier: string | undefined,
): Promise<string | undefined> {
  if (identifier === undefined) return undefined
  const row = await environment.engine.read(() => findByIdentifier(pool.id, identifier))
  if (!row) throw new OAuthError('invalid_request', 'No identity provider has this identifier.')
  return row.id
}
