import { type RoleSession, resolveTemporaryCredentials } from './credentials/temporary-credentials.ts'
import type { Environment } from './environment.ts'
import { parseRootKey } from './keys/root-key.ts'
import { deriveServerSecret } from './keys/seal.ts'
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

/** Where the signing secrets come from, when no server runs in this process. */
export interface RequestVerifierKeys {
  /** The server's root key, 32 bytes in base64: the text of its file, or of `LATCHKEY_ROOT_KEY`. */
  readonly rootKey: string
  /** The server's region. Default: `us-east-1`. */
  readonly region?: string
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: () => number
}

/** What can be verified: a web-standard request whose body was not read, or its parts. */
export type VerifiableRequest = Request | SignedRequest

/**
 * Verifies a request that was signed (SigV4) with credentials of an identity pool, so that an API of one's own
 * can accept the calls of signed-in people and guests. Everything is computed: no call, no look-up. Where the server
 * itself is embedded, its own `verifyRequest` needs no keys.
 *
 * @param request its body is read from a copy
 * @returns the role, the identity and its pool; or the reason and a message that may be shown to the caller
 * @throws StoreError `rootKeyInvalid`
 */
export async function verifyRequest(
  request: VerifiableRequest,
  { rootKey, region = 'us-east-1', now = Date.now, ...options }: RequestVerifierKeys & VerifyRequestOptions,
): Promise<VerifiedRequest> {
  const serverSecret = deriveServerSecret(parseRootKey(rootKey, 'rootKey'))
  return verifySignedRequest({ serverSecret, region, now }, await partsOf(request), options)
}

/** The parts of a request that a signature is about. */
export async function partsOf(request: VerifiableRequest): Promise<SignedRequest> {
  if (!(request instanceof Request)) return request
  const { method, url, headers } = request
  return { method, url, headers, body: new Uint8Array(await request.clone().arrayBuffer()) }
}

/** Verifies the parts of a request with a server's own secret. */
export function verifySignedRequest(
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
