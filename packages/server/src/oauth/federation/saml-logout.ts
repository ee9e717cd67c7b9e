import type { Profile } from '@node-saml/node-saml'
import { listResources } from '../../store/units/pool-resources.ts'
import { type BrowserSession, closeBrowserSessions } from '../browser-session.ts'
import { PageError } from '../oauth-error.ts'
import { printSignedOut } from '../pages/signed-out.ts'
import { redirect } from '../responses.ts'
import { keep, take } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import { readProvider } from './provider.ts'
import { openSamlProvider, type SamlProvider } from './saml.ts'

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
  const relayState = await keep(environment, pool.id, 'leaving', leaving)
  return await saml().getLogoutUrlAsync(profile, relayState, {})
}

/** `/saml2/logout`: a provider's wish that somebody be signed out here, or its answer to such a wish of ours. */
export async function samlLogout(visit: Visit): Promise<Response> {
  const parameters = visit.method === 'POST' ? visit.form : visit.query
  return parameters.has('SAMLRequest')
    ? await answerLogoutRequest(visit, parameters)
    : await endLogout(visit, parameters)
}

/** Our own logout was over before the provider was asked: now the browser goes where it wanted. */
async function endLogout(visit: Visit, parameters: URLSearchParams): Promise<Response> {
  const { environment, pool, method } = visit
  const state = parameters.get('RelayState') ?? ''
  const leaving = await take<Leaving>(environment, pool.id, 'leaving', state)
  return leaving?.destination === undefined
    ? await printSignedOut(visit, [])
    : redirect(leaving.destination, method)
}

/** Signs out whom a provider names, in this browser, and tells the provider so. */
async function answerLogoutRequest(visit: Visit, parameters: URLSearchParams): Promise<Response> {
  const request = await verifyLogoutRequest(visit, parameters)
  if (!request) throw new PageError('invalid_request', 'The logout request does not hold.')
  const { provider, saml, profile } = request
  await closeBrowserSessions(
    visit,
    ({ origin }) => origin.provider === provider.name && origin.saml?.nameId === profile.nameID,
  )
  const relayState = parameters.get('RelayState') ?? ''
  const address = await saml().getLogoutResponseUrlAsync(profile, relayState, {}, true)
  return redirect(address, visit.method)
}

/** Finds the provider whose signature a request bears; an unsigned one is nobody's. */
async function verifyLogoutRequest(
  visit: Visit,
  parameters: URLSearchParams,
): Promise<(SamlProvider & { readonly profile: Profile }) | undefined> {
  const { environment, pool, method, search } = visit
  const isByForm = method === 'POST'
  if (!isByForm && !parameters.get('Signature')) return undefined
  const rows = await environment.engine.read(() =>
    listResources(pool.id, 'identity-provider', { after: '', limit: 1000 }),
  )
  for (const { id } of rows) {
    const provider = await readProvider(visit, id)
    if (provider?.type !== 'SAML' || provider.details['IDPSignout'] !== 'true') continue
    const opened = await openSamlProvider(visit, provider)
    const container = Object.fromEntries(parameters)
    const verified = isByForm
      ? opened.saml().validatePostRequestAsync(container)
      : opened.saml().validateRedirectAsync(container, search.slice(1))
    // The library refuses by throwing: then it is another provider's, or nobody's.
    const profile = await verified.then(
      result => result.profile,
      () => null,
    )
    if (profile) return { ...opened, profile }
  }
  return undefined
}
