import { lookup as systemLookup } from 'node:dns'
import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { type Upstream, UpstreamError, type UpstreamInit } from './upstream.ts'

export interface GuardOptions {
  /** Whether this machine's own addresses may be asked, and those by `http:` too: local mode. Default: false. */
  readonly allowLoopback?: boolean
  /** Resolves names; default: the system's resolver. */
  readonly lookup?: LookupFunction
  /** Milliseconds until the whole answer must be there. Default: 5000. */
  readonly timeout?: number
  /** Bytes of the longest answer. Default: 1 MiB, enough for SAML metadata. */
  readonly limit?: number
}

/**
 * An upstream that connects to public addresses alone. The address is judged where the connection is made, so
 * that a name that resolves to something else the second time (DNS rebinding) gains nothing.
 */
export function guardedUpstream(options: GuardOptions = {}): Upstream {
  const {
    allowLoopback = false,
    lookup = systemLookup as LookupFunction,
    timeout = 5000,
    limit = 1 << 20,
  } = options
  const mayConnect = (address: string) =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))

  const guardedLookup: LookupFunction = (hostname, lookupOptions, callback) => {
    lookup(hostname, { ...lookupOptions, all: true }, (error, found) => {
      if (error) return callback(error, [])
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found
      const allowed = addresses.filter(({ address }) => mayConnect(address))
      const [first] = allowed
      if (!first) return callback(forbidden(hostname), [])
      if (lookupOptions.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }

  return {
    async fetch(address, init = {}) {
      const url = new URL(address)
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
      if (isIP(host) && !mayConnect(host)) throw forbidden(host)
      if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowLoopback)) throw insecure(url)
      const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(init.signal ? [init.signal] : [])])
      return await send(url, init, { signal, lookup: guardedLookup, limit })
    },
  }
}

function send(
  url: URL,
  { method = 'GET', headers = {}, body }: UpstreamInit,
  { signal, lookup, limit }: { signal: AbortSignal; lookup: LookupFunction; limit: number },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof UpstreamError ? error : unreachable(url, error))
    const request: ClientRequest = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method,
        headers: { 'user-agent': 'latchkey', accept: 'application/json', ...headers },
        signal,
        lookup,
      },
      response => {
        // Plain HTTP is for this machine: nothing on the way may read or change it.
        if (url.protocol === 'http:' && !isLoopbackAddress(response.socket.remoteAddress ?? '')) {
          fail(insecure(url))
          response.destroy()
          return
        }
        const chunks: Buffer[] = []
        let length = 0
        response.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > limit) {
            fail(new UpstreamError('tooLarge', `${url.host} answered with more than ${limit} bytes.`))
            response.destroy()
          } else chunks.push(chunk)
        })
        response.on('error', fail)
        response.on('end', () => {
          const status = response.statusCode ?? 0
          const empty = [204, 205, 304].includes(status)
          resolve(
            new Response(empty ? null : Buffer.concat(chunks), {
              status: status >= 200 && status <= 599 ? status : 502,
              headers: headersOf(response.headersDistinct),
            }),
          )
        })
      },
    )
    request.on('error', fail)
    request.end(body)
  })
}

function headersOf(distinct: NodeJS.Dict<string[]>): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(distinct)) {
    for (const value of values) headers.append(name, value)
  }
  return headers
}

const forbidden = (host: string) =>
  new UpstreamError('forbidden', `${host} is no address of the public Internet.`)

const insecure = (url: URL) => new UpstreamError('forbidden', `${url.host} may be asked by https: alone.`)

const unreachable = (url: URL, cause: unknown) =>
  new UpstreamError('unreachable', `${url.host} did not answer.`, { cause })
