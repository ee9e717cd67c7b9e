import type { Environment } from '../environment.ts'
import { answerDomain, mayBeDomainPath } from '../oauth/answer.ts'
import { readBody } from './read-body.ts'

/** Large enough for a SAML response. */
const formLimit = 256 * 1024

/** Answers what is asked at a pool's domain: OAuth's endpoints and the hosted pages. */
export async function atDomain(environment: Environment, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url)
  if (!mayBeDomainPath(url.pathname)) return undefined
  const body = request.method === 'POST' ? await readBody(request, formLimit) : new Uint8Array()
  return await answerDomain(environment, {
    method: request.method,
    url,
    headers: request.headers,
    form: new URLSearchParams(new TextDecoder().decode(body)),
  })
}
