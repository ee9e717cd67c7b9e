import { noRefreshTokens } from '../domain/refresh-tokens.ts'
import { originText } from '../domain/session-origin.ts'
import { issuerOf, issueTokens } from '../domain/tokens.ts'
import { tokenLifetimes } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import { putTransaction } from '../store/units/oauth-transactions.ts'
import { openSession } from '../store/units/sessions.ts'
import type { AuthorizationRequest, ReturnAddress } from './authorization-request.ts'
import type { BrowserSession } from './browser-session.ts'
import type { OAuthErrorCode } from './oauth-error.ts'
import { redirect } from './responses.ts'
import { newSecret, newTransaction } from './transactions.ts'
import type { Visit } from './visit.ts'

/** What a code stands for until it is redeemed. */
export interface CodeGrant {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge?: string | undefined
  readonly nonce?: string | undefined
  readonly resource?: string | undefined
  readonly sub: string
  /** Milliseconds. */
  readonly authenticatedAt: number
  /** The session in the browser, which must still live when the code is redeemed. */
  readonly browserSessionId: string
}

/** Sends the browser back to the application with what it asked for. */
export async function grantAuthorization(
  visit: Visit,
  request: AuthorizationRequest,
  session: BrowserSession,
  cookies: readonly string[] = [],
): Promise<Response> {
  switch (request.responseType) {
    case 'code':
      return sendBack(visit, request, { code: await issueCode(visit, request, session) }, cookies)
    case 'token':
      return sendBack(visit, request, await issueAtOnce(visit, request, session), cookies)
  }
}

/** Sends the browser back with an error (RFC 6749, 4.1.2.1). */
export function refuseAuthorization(
  visit: Visit,
  address: ReturnAddress,
  error: OAuthErrorCode,
  description: string,
  cookies: readonly string[] = [],
): Response {
  return sendBack(visit, address, { error, error_description: description }, cookies)
}

/** Every answer carries the state, and the issuer, which tells servers apart (RFC 9207). */
function sendBack(
  { environment, pool, method }: Visit,
  { redirectUri, responseType, state }: ReturnAddress,
  answer: Readonly<Record<string, string>>,
  cookies: readonly string[],
): Response {
  const parameters = new URLSearchParams(answer)
  if (state !== undefined) parameters.set('state', state)
  parameters.set('iss', issuerOf(environment, pool.id))
  const mark = responseType === 'token' ? '#' : redirectUri.includes('?') ? '&' : '?'
  return redirect(`${redirectUri}${mark}${parameters}`, method, cookies)
}

async function issueCode(
  { environment, pool }: Visit,
  request: AuthorizationRequest,
  session: BrowserSession,
): Promise<string> {
  const code = newSecret(environment)
  const grant: CodeGrant = {
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce,
    resource: request.resource,
    sub: session.user.sub,
    authenticatedAt: session.authenticatedAt,
    browserSessionId: session.id,
  }
  // The tokens' session has its id before it is there: a second use of the code knows what to revoke.
  const row = await newTransaction(environment, pool.id, 'code', code, grant, uuid(environment.random))
  await environment.engine.write(() => putTransaction(row))
  return code
}

/** The implicit flow, for clients that are allowed it: tokens without a refresh token. */
async function issueAtOnce(
  { environment, pool }: Visit,
  { client, scopes, resource, nonce }: AuthorizationRequest,
  { user, authenticatedAt }: BrowserSession,
): Promise<Record<string, string>> {
  const scope = scopes.join(' ')
  const id = uuid(environment.random)
  const lifetimes = tokenLifetimes(client)
  await environment.engine.write(() =>
    openSession({
      pool_id: pool.id,
      session_id: id,
      sub: user.sub,
      client_id: client.id,
      scope,
      authenticated_at: authenticatedAt,
      expires_at: environment.now() + Math.max(lifetimes.access, lifetimes.id),
      revoked_at: 0,
      device_key: '',
      origin: originText({ kind: 'oauth', resource }),
      ...noRefreshTokens,
    }),
  )
  const tokens = await issueTokens(environment, {
    pool,
    client,
    user,
    session: { id, scope, authenticatedAt, oauth: { resource, nonce } },
    source: 'TokenGeneration_HostedAuth',
  })
  return {
    ...(tokens.IdToken ? { id_token: tokens.IdToken } : {}),
    access_token: tokens.AccessToken ?? '',
    token_type: 'Bearer',
    expires_in: String(tokens.ExpiresIn),
  }
}
