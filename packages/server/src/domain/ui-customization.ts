import type { UICustomizationType } from '@latchkey/protocol/user-pools'
import type { PoolResourceRow } from '../store/schema.ts'
import { type Resource, resourceOf, versionOf } from './resource.ts'

/** What SetUICustomization was given; the picture is base64. */
export interface UiCustomizationBody {
  readonly CSS?: string | undefined
  readonly ImageFile?: string | undefined
}

/** A customization as the operations describe one. The picture is its own address, so nothing else must serve it. */
export function describeUiCustomization(row: PoolResourceRow): UICustomizationType {
  const { id, body, createdAt, modifiedAt }: Resource<UiCustomizationBody> = resourceOf(row)
  return {
    UserPoolId: row.pool_id,
    ClientId: id,
    ...(body.CSS === undefined ? {} : { CSS: body.CSS, CSSVersion: versionOf(modifiedAt) }),
    ...(body.ImageFile ? { ImageUrl: `data:;base64,${body.ImageFile}` } : {}),
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  }
}
