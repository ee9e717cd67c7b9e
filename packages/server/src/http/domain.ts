import type { Environment } from '../environment.ts'
import { answerDomain, mayBeDomainPath } from '../oauth/answer.ts'
import { findHost } from '../oauth/place.ts'
import { jwks, openIdConfiguration } from './discovery.ts'
import { readBody } from './read-body.ts'

/** Large enough for a SAML response. */
const formLimit = 256 * 1024

/** Answers what is asked at a pool's domain: OAuth's endpoints, the hosted pages, and the well-known documents. */
export async function atDomain(environment: Environment, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url)
  if (url.pathname.startsWith('/.well-known/')) return await wellKnown(environment, url)
  if (!mayBeDomainPath(url.pathname)) return undefined
  const body = request.method === 'POST' ? await readBody(request, formLimit) : new Uint8Array()
  return await answerDomain(environment, {
    method: request.method,
    url,
    headers: request.headers,
    form: new URLSearchParams(new TextDecoder().decode(body)),
  })
}

/** The well-known documents on a host that is a pool's domain. */
async function wellKnown(environment: Environment, url: URL): Promise<Response | undefined> {
  const document = url.pathname.slice('/.well-known/'.length)
  if (document !== 'openid-configuration' && document !== 'jwks.json') return undefined
  const found = await findHost(environment, url)
  if (!found) return undefined
  return document === 'jwks.json'
    ? await jwks(environment, found.pool.id)
    : await openIdConfiguration(environment, found.pool.id, found.base)
}
