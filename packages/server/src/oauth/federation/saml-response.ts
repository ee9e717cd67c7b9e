import { ServiceError } from '../../errors.ts'
import type { FederatedIdentity } from '../../flow/federated-sign-in.ts'
import { UpstreamError } from '../../ports/upstream.ts'
import { OAuthError, PageError } from '../oauth-error.ts'
import { redirect } from '../responses.ts'
import { keep, look, take } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import {
  completeFederation,
  type FederationRequest,
  requireSameBrowser,
  upstreamTrouble,
} from './federation.ts'
import { type Provider, readProvider } from './provider.ts'
import { openSamlProvider } from './saml.ts'
import { verifyAssertion } from './saml-assertion.ts'

/** A SAML response that was verified, for the browser that brought it. */
interface Arrival {
  /** The request that it answers; none for a sign-in that the provider began. */
  readonly state?: string
  /** The authorization request that the sign-in is for. */
  readonly query: string
  readonly outcome:
    | {
        readonly kind: 'verified'
        readonly identity: FederatedIdentity
        readonly saml: { readonly nameId: string; readonly sessionIndex?: string | undefined }
      }
    | {
        readonly kind: 'refused'
        readonly description: string
        /** For the log. */
        readonly reason?: string
      }
}

const expired = () => new PageError('expired', 'The sign-in took too long, or was ended before.')

/**
 * `POST /saml2/idpresponse`: verifies the response, which another site has sent, so that no cookie came along; then
 * asks the browser to come again by itself.
 */
export async function receiveSamlResponse(visit: Visit): Promise<Response> {
  const { environment, pool, prefix, form, method } = visit
  const relayState = form.get('RelayState') ?? ''
  const found = await look<FederationRequest>(environment, pool.id, 'federation', relayState)
  const arrival = found
    ? await answered(visit, relayState, found.body)
    : await unasked(visit, new URLSearchParams(relayState))
  const secret = await keep(environment, pool.id, 'arrival', arrival)
  return redirect(`${prefix}/saml2/idpresponse?${new URLSearchParams({ arrival: secret })}`, method)
}

/** The answer to a request of ours. */
async function answered(
  visit: Visit,
  state: string,
  { provider, query, requestId }: FederationRequest,
): Promise<Arrival> {
  const outcome = await judge(visit, await readProvider(visit, provider), requestId)
  return { state, query, outcome }
}

/**
 * A sign-in that the provider began, where it was configured so: the application's request is in the relay state.
 * Nothing ties it to this browser, which is why it is off unless an administrator turns it on (`IDPInit`).
 *
 * @throws PageError
 */
async function unasked(visit: Visit, request: URLSearchParams): Promise<Arrival> {
  const provider = await readProvider(visit, request.get('identity_provider') ?? '')
  if (provider?.type !== 'SAML' || provider.details['IDPInit'] !== 'true') throw expired()
  return { query: request.toString(), outcome: await judge(visit, provider, undefined) }
}

async function judge(
  visit: Visit,
  provider: Provider | undefined,
  requestId: string | undefined,
): Promise<Arrival['outcome']> {
  if (provider?.type !== 'SAML') return { kind: 'refused', description: 'The identity provider is gone.' }
  try {
    const opened = await openSamlProvider(visit, provider)
    const response = visit.form.get('SAMLResponse') ?? ''
    const { identity, nameId, sessionIndex } = await verifyAssertion(visit, opened, response, requestId)
    return { kind: 'verified', identity, saml: { nameId, sessionIndex } }
  } catch (error) {
    if (error instanceof OAuthError) {
      const reason = error.cause instanceof Error ? { reason: error.cause.message } : {}
      return { kind: 'refused', description: error.description, ...reason }
    }
    if (error instanceof ServiceError) return { kind: 'refused', description: error.message }
    if (error instanceof UpstreamError) return { kind: 'refused', description: upstreamTrouble(error) }
    throw error
  }
}

/** `GET /saml2/idpresponse`: ends the sign-in in the browser that it belongs to. */
export async function samlResponse(visit: Visit): Promise<Response> {
  const { environment, pool } = visit
  const arrival = await take<Arrival>(environment, pool.id, 'arrival', visit.query.get('arrival') ?? '')
  if (!arrival) throw expired()
  const { state, query, outcome } = arrival
  if (state !== undefined) {
    const found = await look<FederationRequest>(environment, pool.id, 'federation', state)
    if (!found) throw expired()
    requireSameBrowser(visit, found.body)
    if (!(await take(environment, pool.id, 'federation', state))) throw expired()
  }
  return await completeFederation(visit, {
    query,
    identity: async () => {
      if (outcome.kind === 'refused') {
        const cause = outcome.reason === undefined ? undefined : new Error(outcome.reason)
        throw new OAuthError('invalid_request', outcome.description, { cause })
      }
      const { identity, saml } = outcome
      return { identity, origin: { provider: identity.providerName, saml } }
    },
  })
}
