import type { Profile } from '@node-saml/node-saml'
import { type BrowserSession, closeBrowserSessions } from '../browser-session.ts'
import { dropCookie } from '../cookies.ts'
import { printSignedOut } from '../pages/signed-out.ts'
import { redirect } from '../responses.ts'
import { keep, take } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import { readProvider } from './provider.ts'
import { openSamlProvider } from './saml.ts'

/** Where the browser goes after a logout at a provider; none for our own page. */
interface Leaving {
  readonly destination?: string | undefined
}

/**
 * Where a browser that is signed out here goes to be signed out at its SAML provider too, where the provider was
 * configured so (`IDPSignout`) and takes it.
 */
export async function samlLogoutAddress(
  visit: Visit,
  sessions: readonly BrowserSession[],
  destination: string | undefined,
): Promise<string | undefined> {
  const origin = sessions.find(session => session.origin.saml)?.origin
  if (!origin?.saml || !origin.provider) return undefined
  const provider = await readProvider(visit, origin.provider)
  if (provider?.type !== 'SAML' || provider.details['IDPSignout'] !== 'true') return undefined
  const { metadata, saml } = await openSamlProvider(visit, provider)
  if (!metadata.signOutUrl) return undefined
  const { nameId, sessionIndex } = origin.saml
  const profile: Profile = {
    issuer: metadata.entityId,
    nameID: nameId,
    nameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    ...(sessionIndex ? { sessionIndex } : {}),
  }
  const { environment, pool } = visit
  const leaving: Leaving = { destination }
  const relayState = await keep(environment, pool.id, 'federation', leaving)
  return await saml().getLogoutUrlAsync(profile, relayState, {})
}

/**
 * `/saml2/logout`: the provider's answer to a logout, after which the browser goes where it wanted; or the
 * provider's wish that it be signed out here.
 */
export async function samlLogout(visit: Visit): Promise<Response> {
  const { environment, pool, method } = visit
  const parameters = method === 'POST' ? visit.form : visit.query
  // Being signed out is all that anybody can cause here, and only in this browser.
  await closeBrowserSessions(visit)
  const cookies = [dropCookie(visit, 'cognito'), dropCookie(visit, 'cognito-pending')]
  const leaving = await take<Leaving>(environment, pool.id, 'federation', parameters.get('RelayState') ?? '')
  return leaving?.destination === undefined
    ? await printSignedOut(visit, cookies)
    : redirect(leaving.destination, method, cookies)
}
