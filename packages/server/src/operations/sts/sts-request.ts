import type { AdminKey } from '../../options.ts'
import type { SignedRequest } from '../../sigv4/request.ts'

/** A call in AWS's query protocol: a form, or a query. */
export interface StsRequest extends SignedRequest {
  /** UUID. */
  readonly requestId: string
  /** Who administers the server. */
  readonly adminKeys: readonly AdminKey[]
}
