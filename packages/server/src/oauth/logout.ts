import { readOwnIdToken } from '../domain/own-id-token.ts'
import { isRegisteredRedirect } from '../domain/redirect-uris.ts'
import { clientOf, type UserPoolClient } from '../domain/user-pool.ts'
import { readClient } from '../store/units/clients.ts'
import { requireClient, requireReturnAddress } from './authorization-request.ts'
import { closeBrowserSessions } from './browser-session.ts'
import { dropCookie } from './cookies.ts'
import { samlLogoutAddress } from './federation/saml-logout.ts'
import { PageError } from './oauth-error.ts'
import { printSignedOut } from './pages/signed-out.ts'
import { redirect } from './responses.ts'
import type { Visit } from './visit.ts'

/**
 * `/logout`: ends the browser's sessions. Where to go then is checked before anything is ended: to a registered
 * `logout_uri` (`post_logout_redirect_uri`, as OpenID Connect calls it), or to sign in again for a `redirect_uri`.
 */
export async function logout(visit: Visit): Promise<Response> {
  const parameters = visit.method === 'POST' ? visit.form : visit.query
  const destination = await readDestination(visit, parameters)
  const closed = await closeBrowserSessions(visit)
  const cookies = [dropCookie(visit, 'cognito'), dropCookie(visit, 'cognito-pending')]
  const next = (await samlLogoutAddress(visit, closed, destination)) ?? destination
  return next === undefined ? await printSignedOut(visit, cookies) : redirect(next, visit.method, cookies)
}

async function readDestination(visit: Visit, parameters: URLSearchParams): Promise<string | undefined> {
  const hint = parameters.get('id_token_hint')
  const logoutUri = parameters.get('logout_uri') ?? parameters.get('post_logout_redirect_uri')
  const wantsSignIn = logoutUri === null && parameters.has('redirect_uri')
  if (!parameters.has('client_id') && hint === null && logoutUri === null && !wantsSignIn) return undefined
  const client =
    hint === null ? await requireClient(visit, parameters) : await clientOfHint(visit, hint, parameters)
  if (wantsSignIn) {
    const address = requireReturnAddress(client, parameters)
    const query = new URLSearchParams(parameters)
    query.set('response_type', address.responseType)
    return `${visit.prefix}/login?${query}`
  }
  if (logoutUri === null) return undefined
  if (!isRegisteredRedirect(client.configuration.LogoutURLs, logoutUri)) {
    throw new PageError('logout_mismatch', 'The address to go to is not one of the application.')
  }
  const state = parameters.get('state')
  if (!state) return logoutUri
  return `${logoutUri}${logoutUri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`
}

/** The client whose id token comes along (OpenID Connect RP-Initiated Logout, 2). */
async function clientOfHint(
  { environment, pool }: Visit,
  hint: string,
  parameters: URLSearchParams,
): Promise<UserPoolClient> {
  const owner = await readOwnIdToken(environment, pool.id, hint)
  const named = parameters.get('client_id')
  const row =
    owner && (named === null || named === owner.clientId)
      ? await environment.engine.read(() => readClient(pool.id, owner.clientId))
      : undefined
  if (!row) throw new PageError('invalid_request', 'id_token_hint is not an id token of the application.')
  return clientOf(row)
}
