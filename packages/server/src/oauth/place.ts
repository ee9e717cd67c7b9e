import { poolOf, type UserPool } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'
import { readClientAndPool } from '../store/units/clients.ts'
import { findDomainPool } from '../store/units/domains.ts'
import { readPool } from '../store/units/pools.ts'

/** Where a request arrived: at which pool's domain, and at which of its paths. */
export interface Place {
  readonly pool: UserPool
  readonly prefix: string
  readonly base: string
  readonly path: string
}

/** Of every region: prefixes are found in all of them, and pools of a local server may be in several. */
const amazonsHost = /^auth\.[a-z0-9-]+\.amazoncognito\.com$/

const poolIdForm = /^[\w-]+_[0-9a-zA-Z]+$/

/**
 * Finds the domain that a request means: by path (`/POOLID/login`, `/PREFIX/login`), by host (a custom domain, or a
 * prefix before the server's own name or before Amazon's), or, at the bare server, by the client that is named.
 *
 * @param isPath whether the domain has such a path
 * @param clientId the client that the request names
 */
export async function findPlace(
  environment: Environment,
  url: URL,
  isPath: (path: string) => boolean,
  clientId: string | undefined,
): Promise<Place | undefined> {
  const { engine } = environment
  if (isPath(url.pathname)) {
    const host = await findHost(environment, url)
    if (host) return { ...host, prefix: '', path: url.pathname }
    const found = clientId ? await engine.read(() => readClientAndPool(clientId)) : undefined
    if (!found) return undefined
    const pool = poolOf(found.pool)
    const prefix = `/${pool.id}`
    return { pool, prefix, base: `${environment.issuer()}${prefix}`, path: url.pathname }
  }
  const [, first = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? []
  if (!isPath(path)) return undefined
  const pool = await poolOfName(environment, first)
  return pool && { pool, prefix: `/${first}`, base: `${environment.issuer()}/${first}`, path }
}

async function poolOfName({ engine }: Environment, name: string): Promise<UserPool | undefined> {
  const row = await engine.read(function* () {
    const poolId = poolIdForm.test(name) ? name : yield* findDomainPool(name)
    return poolId === undefined ? undefined : yield* readPool(poolId)
  })
  return row && poolOf(row)
}

/** The pool whose domain a host is, and where it answers: over HTTPS wherever the server itself does. */
export async function findHost(
  environment: Environment,
  url: URL,
): Promise<{ readonly pool: UserPool; readonly base: string } | undefined> {
  const { engine } = environment
  const own = new URL(environment.issuer())
  const host = url.hostname.toLowerCase()
  if (host === own.hostname || host === 'localhost') return undefined
  const [, label = '', parent = ''] = /^([^.]+)\.(.+)$/.exec(host) ?? []
  const isPrefix = [own.hostname, 'localhost'].includes(parent) || amazonsHost.test(parent)
  const row = await engine.read(function* () {
    const poolId = yield* findDomainPool(isPrefix ? label : host)
    return poolId === undefined ? undefined : yield* readPool(poolId)
  })
  return row && { pool: poolOf(row), base: `${own.protocol}//${url.host}` }
}
