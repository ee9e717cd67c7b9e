import type { IdentityProviderType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import type { Unit } from '../store/unit.ts'
import { createResource, deleteResource, readResource } from '../store/units/pool-resources.ts'
import type { ProviderType } from './check-provider-details.ts'
import { newResource, type Resource, resourceNotFound, resourceOf } from './resource.ts'
import { openText, sealText } from './sealed-text.ts'
import { schemaOf, type UserPool } from './user-pool.ts'

/** An identity provider as it is stored, without its name. */
export interface IdentityProviderBody {
  readonly ProviderType: ProviderType
  /** The provider's details as JSON, sealed: they hold its client secret or private key. */
  readonly sealedDetails: string
  readonly AttributeMapping?: Record<string, string> | undefined
  readonly AcrMapping?: Record<string, string> | undefined
  readonly IdpIdentifiers?: string[] | undefined
}

export const identityProviderNotFound = (name: string) =>
  resourceNotFound(`Identity provider ${name} does not exist.`)

const contextOf = (name: string) => `identity provider ${name}`

export function sealDetails(
  environment: Environment,
  poolId: string,
  name: string,
  details: Readonly<Record<string, string>>,
): Promise<string> {
  return sealText(environment, poolId, contextOf(name), JSON.stringify(details))
}

/** A provider with its details in the clear. */
export async function openIdentityProvider(
  environment: Environment,
  poolId: string,
  row: PoolResourceRow,
): Promise<IdentityProviderType> {
  const { id, body, createdAt, modifiedAt }: Resource<IdentityProviderBody> = resourceOf(row)
  const { sealedDetails, ...members } = body
  const details = await openText(environment, poolId, contextOf(id), sealedDetails)
  return {
    UserPoolId: poolId,
    ProviderName: id,
    ...members,
    ProviderDetails: JSON.parse(details) as Record<string, string>,
    LastModifiedDate: modifiedAt / 1000,
    CreationDate: createdAt / 1000,
  }
}

/**
 * Moves a provider's alternative identifiers from those before to those wanted.
 *
 * @throws ServiceError `DuplicateProviderException` when one belongs to another provider
 */
export function* moveIdentifiers(
  poolId: string,
  name: string,
  before: readonly string[],
  wanted: readonly string[],
  now: number,
): Unit<void> {
  for (const identifier of before) {
    if (!wanted.includes(identifier)) {
      yield* deleteResource(poolId, 'identity-provider-identifier', identifier)
    }
  }
  for (const identifier of wanted) {
    if (before.includes(identifier)) continue
    const row = newResource(poolId, 'identity-provider-identifier', identifier, { name }, now)
    if (!(yield* createResource(row))) {
      throw new ServiceError(
        'DuplicateProviderException',
        `An identity provider with the identifier ${identifier} already exists.`,
      )
    }
  }
}

/**
 * Checks that a provider's claims go to attributes that there are.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkAttributeMapping(pool: UserPool, mapping: Readonly<Record<string, string>> = {}): void {
  const schema = schemaOf(pool)
  const unknown = Object.keys(mapping).filter(name => name !== 'username' && !schema.has(name))
  if (unknown.length > 0) {
    throw errors.invalidParameter(`AttributeMapping contains invalid mapping: [${unknown.join(', ')}]`)
  }
}

/** The identifiers of a provider, each once. @throws ServiceError `InvalidParameterException` */
export function checkIdentifiers(identifiers: string[] | undefined): string[] {
  const list = identifiers ?? []
  if (new Set(list).size !== list.length) throw errors.invalidParameter('An identifier is named twice.')
  return list
}

/** The provider that an alternative identifier leads to. */
export function* findByIdentifier(poolId: string, identifier: string): Unit<PoolResourceRow | undefined> {
  const pointer = yield* readResource(poolId, 'identity-provider-identifier', identifier)
  if (!pointer) return undefined
  const { body }: Resource<{ readonly name: string }> = resourceOf(pointer)
  return yield* readResource(poolId, 'identity-provider', body.name)
}
