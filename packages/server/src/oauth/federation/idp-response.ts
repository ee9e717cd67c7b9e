import { OAuthError, PageError } from '../oauth-error.ts'
import { redirect } from '../responses.ts'
import { keep, look, take } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import { completeFederation, type FederationRequest, requireSameBrowser } from './federation.ts'
import { identityFromOpenId } from './openid.ts'
import { readProvider } from './provider.ts'

/** An answer that came by a form of another site, which no cookie goes along with. */
interface Arrival {
  readonly parameters: string
}

const longestParameter = 4096

/** `POST /oauth2/idpresponse`: keeps the answer and asks the browser to come again by itself, with its cookies. */
export async function receiveIdpResponse(visit: Visit): Promise<Response> {
  const { environment, pool, prefix, form, method } = visit
  const known = ['code', 'state', 'iss', 'error', 'user'].flatMap(name => {
    const value = form.get(name)
    return value !== null && value.length <= longestParameter ? [[name, value]] : []
  })
  const arrival: Arrival = { parameters: new URLSearchParams(known).toString() }
  const secret = await keep(environment, pool.id, 'arrival', arrival)
  return redirect(`${prefix}/oauth2/idpresponse?${new URLSearchParams({ arrival: secret })}`, method)
}

/** `GET /oauth2/idpresponse`: the answer of a social or OpenID Connect provider. */
export async function idpResponse(visit: Visit): Promise<Response> {
  const parameters = await answerParameters(visit)
  const { environment, pool } = visit
  const state = parameters.get('state') ?? ''
  const found = await look<FederationRequest>(environment, pool.id, 'federation', state)
  if (!found) throw expired()
  requireSameBrowser(visit, found.body)
  // From here on the state is spent, whatever comes of it.
  if (!(await take(environment, pool.id, 'federation', state))) throw expired()
  return await completeFederation(visit, {
    query: found.body.query,
    identity: async () => {
      const provider = await readProvider(visit, found.body.provider)
      if (!provider || provider.type === 'SAML') {
        throw new OAuthError('invalid_request', 'The identity provider is gone.')
      }
      const identity = await identityFromOpenId(visit, provider, found.body, parameters)
      return { identity, origin: { provider: provider.name } }
    },
  })
}

const expired = () => new PageError('expired', 'The sign-in took too long, or was ended before.')

async function answerParameters(visit: Visit): Promise<URLSearchParams> {
  const secret = visit.query.get('arrival')
  if (secret === null) return visit.query
  const arrival = await take<Arrival>(visit.environment, visit.pool.id, 'arrival', secret)
  if (!arrival) throw expired()
  return new URLSearchParams(arrival.parameters)
}
