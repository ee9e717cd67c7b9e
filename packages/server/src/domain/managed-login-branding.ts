import type { AssetType, ManagedLoginBrandingType } from '@latchkey/protocol/user-pools'
import { errors, ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** A style as it is stored, without its id. */
export interface BrandingBody {
  readonly ClientId: string
  readonly UseCognitoProvidedValues: boolean
  readonly Settings?: unknown
  readonly Assets?: AssetType[] | undefined
}

export const brandingNotFound = () => resourceNotFound('Managed login branding does not exist.')

export const brandingExists = (clientId: string) =>
  new ServiceError(
    'ManagedLoginBrandingExistsException',
    `Managed login branding already exists for the client ${clientId}.`,
  )

/** A style as the operations describe one. */
export function describeBranding(row: PoolResourceRow): ManagedLoginBrandingType {
  const { id, body, createdAt, modifiedAt }: Resource<BrandingBody> = resourceOf(row)
  const { ClientId: _, ...shown } = body
  return {
    ManagedLoginBrandingId: id,
    UserPoolId: row.pool_id,
    ...shown,
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  }
}

/** The defaults and settings of one's own exclude each other. @throws ServiceError `InvalidParameterException` */
export function checkBranding(given: {
  readonly UseCognitoProvidedValues?: boolean | undefined
  readonly Settings?: unknown
  readonly Assets?: readonly AssetType[] | undefined
}): void {
  const { Settings: settings } = given
  if (given.UseCognitoProvidedValues && (settings !== undefined || given.Assets?.length)) {
    throw errors.invalidParameter('Settings and Assets cannot be given with UseCognitoProvidedValues.')
  }
  if (
    settings !== undefined &&
    (typeof settings !== 'object' || settings === null || Array.isArray(settings))
  ) {
    throw errors.invalidParameter('Settings must be a JSON object.')
  }
}
