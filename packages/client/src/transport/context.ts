import type { AnalyticsMetadataType, UserContextDataType } from '@latchkey/protocol/user-pools'

/** What goes along with requests that take it: whose app it is, and on what device. */
export interface RequestContext {
  readonly AnalyticsMetadata?: AnalyticsMetadataType
  readonly UserContextData?: UserContextDataType
}
