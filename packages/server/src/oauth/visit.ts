import type { UserPool } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'
import { OAuthError } from './oauth-error.ts'

/** One request at a pool's domain: all that its steps know. */
export interface Visit {
  readonly environment: Environment
  readonly pool: UserPool
  /** Where the pool's domain answers, without a slash at the end: `https://auth.example.com`, or an issuer. */
  readonly base: string
  /** What stands before the paths of the domain: empty on a host of its own, else a slash and the pool or prefix. */
  readonly prefix: string
  readonly method: string
  readonly headers: Headers
  /** The host that the browser asked, with its port. */
  readonly host: string
  /** Whether the browser came over HTTPS, to us or to the proxy before us. */
  readonly secure: boolean
  readonly query: URLSearchParams
  /** The query as it came, of which signatures are made; with its question mark, or empty. */
  readonly search: string
  /** Empty for a request without a form. */
  readonly form: URLSearchParams
  readonly cookies: ReadonlyMap<string, string>
}

/**
 * A parameter, which must not stand there twice (RFC 6749, 3.1); an empty one is none.
 *
 * @throws OAuthError `invalid_request`
 */
export function parameter(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name)
  if (values.length > 1) throw new OAuthError('invalid_request', `${name} is given twice.`)
  return values[0] || undefined
}

/** The names of a parameter that is a list with spaces between them, each once. */
export function listParameter(parameters: URLSearchParams, name: string): readonly string[] {
  return [...new Set((parameter(parameters, name) ?? '').split(' ').filter(item => item !== ''))]
}

/** The cookies of a request; the first of a name counts, which is the one with the longest path. */
export function parseCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, at)).trim()
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}
