import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { operationsListener } from './http/node-operations.ts'
import { readTlsFiles, type TlsFiles, watchTlsFiles } from './operate/tls.ts'
import type { LatchkeyServer } from './server.ts'

export interface ListenOptions {
  /** Default: `127.0.0.1`. */
  readonly host?: string
  /** Default: 9229; 0 takes any free port. */
  readonly port?: number
  /**
   * Whether the process is the server's alone: then the global `Request` and `Response` are replaced by lighter
   * ones, which saves a tenth of a millisecond a request. Default: false.
   */
  readonly ownsProcess?: boolean
  /** Speaks HTTPS, TLS 1.2 or later. Default: plain HTTP. */
  readonly tls?: TlsFiles
  /** How often the files are looked at, in milliseconds. Default: 60,000. */
  readonly tlsFilesEvery?: number
  /** Where it is reported that a renewed certificate could not be taken up. Default: standard error. */
  readonly reportError?: (error: unknown) => void
}

export interface Listening {
  /** Such as `http://127.0.0.1:9229`. */
  readonly url: string
  /** Answers what was begun, at most for five seconds, and stops listening. The server itself stays open. */
  close(): Promise<void>
}

const closingMilliseconds = 5000

/** Limits against slow and oversized requests. */
const httpOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
}

/** Puts a server behind an address of this machine. */
export async function listen(
  server: Pick<LatchkeyServer, 'fetch' | 'reachableAt'>,
  {
    host = '127.0.0.1',
    port = 9229,
    ownsProcess = false,
    tls,
    tlsFilesEvery = 60_000,
    reportError = console.error,
  }: ListenOptions = {},
): Promise<Listening> {
  const answerByFetch = getRequestListener(
    (request, { incoming }) => server.fetch(request, { remoteAddress: incoming.socket.remoteAddress }),
    { overrideGlobalObjects: ownsProcess },
  )
  const takesOperation = operationsListener(server.fetch)
  const listener: RequestListener = (incoming, outgoing) => {
    if (!takesOperation?.(incoming, outgoing)) void answerByFetch(incoming, outgoing)
  }
  const http = tls
    ? createHttpsServer({ ...httpOptions, ...readTlsFiles(tls) }, listener)
    : createHttpServer(httpOptions, listener)
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const address = http.address() as AddressInfo
  const stopWatching = tls ? watchTlsFiles(http as HttpsServer, tls, tlsFilesEvery, reportError) : () => {}
  const url = `http${tls ? 's' : ''}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
  server.reachableAt(url)
  return {
    url,
    close: () => {
      stopWatching()
      return closeHttp(http)
    },
  }
}

function closeHttp(http: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => http.closeAllConnections(), closingMilliseconds)
    timer.unref()
    http.close(error => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve()
    })
    http.closeIdleConnections()
  })
}
