import type { Environment } from '../environment.ts'
import { basicClientId } from './client-authentication.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { OAuthError, PageError } from './oauth-error.ts'
import { printError } from './pages/error-page.ts'
import { findPlace, type Place } from './place.ts'
import { jsonError } from './responses.ts'
import { parseCookies, type Visit } from './visit.ts'

/** A request at a pool's domain, with its body read. */
export interface DomainRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly form: URLSearchParams
}

const isPath = (path: string): boolean => Object.hasOwn(endpoints, path)

/** Whether a path can be one of a pool's domain. */
export function mayBeDomainPath(pathname: string): boolean {
  return isPath(pathname) || isPath(pathname.replace(/^\/[^/]+/, ''))
}

/** Answers a request at a pool's domain; `undefined` when it is at none. */
export async function answerDomain(
  environment: Environment,
  request: DomainRequest,
): Promise<Response | undefined> {
  const { method, url, headers, form } = request
  const clientId = url.searchParams.get('client_id') ?? form.get('client_id') ?? basicClientId(headers)
  const place = await findPlace(environment, url, isPath, clientId)
  if (!place) return undefined
  const methods = endpoints[place.path] ?? {}
  const endpoint =
    method === 'POST' ? methods.POST : method === 'GET' || method === 'HEAD' ? methods.GET : undefined
  if (!endpoint) return jsonError('invalid_request', 'The method is not allowed here.', 405)
  const visit = visitOf(environment, place, request)
  const isStrangeForm = method === 'POST' && !isFormType(headers.get('content-type'))
  if (isStrangeForm && place.path !== '/oauth2/userInfo') {
    return jsonError('invalid_request', 'The request must be a form.')
  }
  return await orRefusal(visit, endpoint)
}

function isFormType(type: string | null): boolean {
  return /^application\/x-www-form-urlencoded *(;|$)/i.test(type ?? '')
}

function visitOf(
  environment: Environment,
  place: Place,
  { method, url, headers, form }: DomainRequest,
): Visit {
  return {
    environment,
    pool: place.pool,
    base: place.base,
    prefix: place.prefix,
    method: method === 'HEAD' ? 'GET' : method,
    headers,
    host: url.host,
    secure: url.protocol === 'https:' || place.base.startsWith('https:'),
    query: url.searchParams,
    search: url.search,
    form,
    cookies: parseCookies(headers.get('cookie')),
  }
}

/** What no step has told of is told as a page, or, to programs, as JSON. */
async function orRefusal(visit: Visit, endpoint: Endpoint): Promise<Response> {
  try {
    return await endpoint(visit)
  } catch (error) {
    if (error instanceof PageError) {
      const { pool, environment } = visit
      environment.log.warn({ event: 'pageRefused', poolId: pool.id, reason: error.code })
      return await printError(visit, error)
    }
    if (error instanceof OAuthError) return jsonError(error.code, error.description)
    throw error
  }
}
