import type { AdminKey } from '../../options.ts'
import type { SignedRequest } from '../../sigv4/request.ts'

/** A call in AWS's query protocol: a form, or a query. */
export interface StsRequest extends SignedRequest {
  /** UUID. */
  readonly requestId: string
  /** Who administers the server. */
  readonly adminKeys: readonly AdminKey[]
  /** One's own machine: without admin keys, whatever is signed at all is an administrator's call. */
  readonly local?: boolean | undefined
}
