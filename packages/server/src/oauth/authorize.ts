import { ServiceError } from '../errors.ts'
import { UpstreamError } from '../ports/upstream.ts'
import {
  type AuthorizationRequest,
  type ReturnAddress,
  readAuthorizationRequest,
  requireClient,
  requireReturnAddress,
} from './authorization-request.ts'
import { grantAuthorization, refuseAuthorization } from './authorization-response.ts'
import { type BrowserSession, sessionsForClient, usedBrowserSessions } from './browser-session.ts'
import { upstreamTrouble } from './federation/federation.ts'
import { goToOpenIdProvider } from './federation/openid.ts'
import { requestedProvider } from './federation/provider.ts'
import { goToSamlProvider } from './federation/saml.ts'
import { OAuthError } from './oauth-error.ts'
import { redirect } from './responses.ts'
import type { Visit } from './visit.ts'

/** `/oauth2/authorize`: each line is a step, in the order in which they are taken. */
export async function authorize(visit: Visit): Promise<Response> {
  const parameters = visit.method === 'POST' ? visit.form : visit.query
  const client = await requireClient(visit, parameters)
  const address = requireReturnAddress(client, parameters)
  return await answeringAt(visit, address, async () => {
    const request = await readAuthorizationRequest(visit, address, parameters)
    const sessions = await sessionsForClient(visit, client)
    return (
      (await toProvider(visit, request, sessions)) ??
      (await toCurrentSession(visit, request, sessions)) ??
      refuseSilently(request) ??
      toAccountChooser(visit, request, sessions) ??
      toPage(visit, '/login', request)
    )
  })
}

/** From here on the address is trusted, and whatever is refused is told there. */
export async function answeringAt(
  visit: Visit,
  address: ReturnAddress,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof OAuthError) return refuseAuthorization(visit, address, error.code, error.description)
    // A trigger that refuses, as Cognito tells of it.
    if (error instanceof ServiceError)
      return refuseAuthorization(visit, address, 'invalid_request', error.message)
    if (error instanceof UpstreamError) {
      return refuseAuthorization(visit, address, 'server_error', upstreamTrouble(error))
    }
    throw error
  }
}

/**
 * To the identity provider that the request names, whoever is signed in; or to the only one that the client has, for
 * who is not.
 */
async function toProvider(
  visit: Visit,
  request: AuthorizationRequest,
  sessions: readonly BrowserSession[],
): Promise<Response | undefined> {
  const isNamed = request.identityProvider !== undefined || request.idpIdentifier !== undefined
  if (request.prompt.includes('none') || (!isNamed && sessions.length > 0)) return undefined
  const provider = await requestedProvider(visit, request)
  if (!provider) return undefined
  return provider.type === 'SAML'
    ? await goToSamlProvider(visit, request, provider)
    : await goToOpenIdProvider(visit, request, provider)
}

/** Straight back for who is signed in, unless the request wants more than that. */
async function toCurrentSession(
  visit: Visit,
  request: AuthorizationRequest,
  [current]: readonly BrowserSession[],
): Promise<Response | undefined> {
  const { prompt } = request
  if (!current || prompt.includes('login') || prompt.includes('select_account')) return undefined
  if (!isFresh(visit, request, current) || !isExpected(request, current)) return undefined
  return await grantAuthorization(visit, request, current, [await usedBrowserSessions(visit)])
}

/** Whether the sign-in is recent enough for `max_age` (OpenID Connect Core, 3.1.2.1). */
function isFresh({ environment }: Visit, { maxAge }: AuthorizationRequest, session: BrowserSession): boolean {
  return maxAge === undefined || environment.now() - session.authenticatedAt <= maxAge * 1000
}

function isExpected({ expectedSub }: AuthorizationRequest, { user }: BrowserSession): boolean {
  return expectedSub === undefined || expectedSub === user.sub
}

/** `prompt=none` shows nothing: it says what would have to be shown. */
function refuseSilently({ prompt }: AuthorizationRequest): undefined {
  if (prompt.includes('none')) throw new OAuthError('login_required', 'The user has to sign in.')
  return undefined
}

function toAccountChooser(
  visit: Visit,
  request: AuthorizationRequest,
  sessions: readonly BrowserSession[],
): Response | undefined {
  if (!request.prompt.includes('select_account') || sessions.length === 0) return undefined
  return toPage(visit, '/selectAccount', request)
}

/** To a hosted page, which carries the same request on. */
export function toPage(
  visit: Visit,
  path: string,
  { parameters }: Pick<AuthorizationRequest, 'parameters'>,
  cookies: readonly string[] = [],
) {
  return redirect(`${visit.prefix}${path}?${parameters}`, visit.method, cookies)
}
