import { type RoleSession, resolveTemporaryCredentials } from './credentials/temporary-credentials.ts'
import type { Environment } from './environment.ts'
import type { SignedRequest } from './sigv4/request.ts'
import { type Verification, verifySignature } from './sigv4/verify.ts'

/** What the signature of a request must be for. */
export interface VerifyRequestOptions {
  /** The signing name that the API's callers use, such as `execute-api`. */
  readonly service: string
  /** Default: the server's. */
  readonly region?: string
  /** Whether presigned URLs are accepted. Default: no. */
  readonly presigned?: boolean
}

/** Whom a request of an API of one's own comes from, or why it is to be refused. */
export type VerifiedRequest = Verification<RoleSession>

/**
 * Verifies a request that was signed (SigV4) with credentials of an identity pool, so that an API of one's own
 * can accept the calls of signed-in people and guests. Everything is computed: no call, no look-up.
 *
 * @returns the role, the identity and its pool; or the reason and a message that may be shown to the caller
 */
export function verifyRequest(
  environment: Pick<Environment, 'serverSecret' | 'now' | 'region'>,
  request: SignedRequest,
  { service, region = environment.region, presigned = false }: VerifyRequestOptions,
): VerifiedRequest {
  return verifySignature(request, {
    now: environment.now(),
    region,
    service,
    presigned,
    resolve: (accessKeyId, sessionToken) =>
      resolveTemporaryCredentials(environment, accessKeyId, sessionToken),
  })
}
