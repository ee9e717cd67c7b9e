import type { SessionOrigin } from '../../domain/session-origin.ts'
import { ServiceError } from '../../errors.ts'
import { type FederatedIdentity, signInFederated } from '../../flow/federated-sign-in.ts'
import { UpstreamError } from '../../ports/upstream.ts'
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
  requireClient,
  requireReturnAddress,
} from '../authorization-request.ts'
import { grantAuthorization, refuseAuthorization } from '../authorization-response.ts'
import { openBrowserSession } from '../browser-session.ts'
import { readCookie, setCookie } from '../cookies.ts'
import { OAuthError, PageError } from '../oauth-error.ts'
import { newSecret, secretHash } from '../transactions.ts'
import type { Visit } from '../visit.ts'

/** What is kept of a request to a provider until its answer comes. */
export interface FederationRequest {
  readonly provider: string
  /** The authorization request that it is for. */
  readonly query: string
  /** Hash of the browser's cookie: only the browser that went there may come back. */
  readonly browser: string
  /** OpenID Connect: what the answer must fit. */
  readonly nonce?: string
  readonly verifier?: string
  /** SAML: the id of the request. */
  readonly requestId?: string
}

/** The value that ties a browser to what it began, with the cookie that sets it where there was none. */
export function browserMark(visit: Visit): { readonly mark: string; readonly cookies: readonly string[] } {
  const known = readCookie(visit, 'XSRF-TOKEN')
  const value = known ?? newSecret(visit.environment)
  return {
    mark: secretHash(value),
    cookies: known === undefined ? [setCookie(visit, 'XSRF-TOKEN', value)] : [],
  }
}

/** @throws PageError when the answer came in another browser than the one that went to the provider */
export function requireSameBrowser(visit: Visit, { browser }: Pick<FederationRequest, 'browser'>): void {
  const value = readCookie(visit, 'XSRF-TOKEN')
  if (value === undefined || secretHash(value) !== browser) {
    throw new PageError('forged_request', 'The sign-in was not begun in this browser.', 403)
  }
}

/** Where an answer goes, and the way to refuse it there. */
interface Answer {
  readonly query: string
  readonly identity: () => Promise<{
    readonly identity: FederatedIdentity
    readonly origin: Omit<SessionOrigin & { kind: 'browser' }, 'kind'>
  }>
}

/**
 * Ends a sign-in at a provider: checks its answer, signs the user in, and goes back to the application. Whatever
 * goes wrong is told there, as Cognito tells of it.
 */
export async function completeFederation(visit: Visit, { query, identity }: Answer): Promise<Response> {
  const parameters = new URLSearchParams(query)
  const client = await requireClient(visit, parameters)
  const address = requireReturnAddress(client, parameters)
  try {
    const request: AuthorizationRequest = await readAuthorizationRequest(visit, address, parameters)
    const found = await identity()
    const { environment, pool } = visit
    const context = { environment, pool, client, admin: false }
    const user = await signInFederated(context, found.identity)
    const { session, cookie } = await openBrowserSession(visit, client, user, found.origin)
    return await grantAuthorization(visit, request, session, [cookie])
  } catch (error) {
    logRefusal(visit, client.id, error)
    if (error instanceof OAuthError) return refuseAuthorization(visit, address, error.code, error.description)
    if (error instanceof ServiceError) {
      return refuseAuthorization(visit, address, 'invalid_request', error.message.trim())
    }
    if (error instanceof UpstreamError) {
      return refuseAuthorization(visit, address, 'server_error', upstreamTrouble(error))
    }
    throw error
  }
}

/** The application is told little of why a provider's answer was refused; who looks after the server is told more. */
function logRefusal({ environment, pool }: Visit, clientId: string, error: unknown): void {
  if (!(error instanceof Error)) return
  environment.log.warn({
    event: 'federationRefused',
    poolId: pool.id,
    clientId,
    reason: error.message,
    ...(error.cause instanceof Error ? { cause: error.cause.message } : {}),
  })
}

/** What the application is told of a provider that could not be asked: nothing of addresses. */
export function upstreamTrouble({ kind }: UpstreamError): string {
  return kind === 'forbidden'
    ? 'The identity provider has an address that is not allowed.'
    : 'The identity provider could not be reached.'
}
