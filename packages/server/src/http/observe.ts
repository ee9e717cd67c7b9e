import type { BlockList } from 'node:net'
import { ServiceError } from '../errors.ts'
import { clientAddress } from '../operate/client-address.ts'
import type { Limits } from '../operate/limits.ts'
import type { Log } from '../operate/log.ts'
import type { Metrics } from '../operate/metrics.ts'
import { labelOf } from '../operate/request-label.ts'
import { refusalOf } from './responses.ts'

/** What is known of the connection that brought a request. */
export interface Connection {
  /** The other end's IP address. */
  readonly remoteAddress?: string | undefined
}

export interface Observers {
  readonly log: Log
  readonly metrics: Metrics | undefined
  readonly limits: Limits | undefined
  readonly trustedProxies: BlockList | undefined
  readonly isOperation: (target: string) => boolean
  readonly requestId: () => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly reportError: (error: unknown) => void
}

type Answer = (request: Request) => Response | Promise<Response>

/** Puts limits, logs and metrics around everything that a server answers. */
export function observed(
  answer: Answer,
  observers: Observers,
): (request: Request, connection?: Connection) => Promise<Response> {
  const { log, metrics, limits, trustedProxies, isOperation } = observers
  return async (request, connection = {}) => {
    const began = performance.now()
    const address = clientAddress(
      connection.remoteAddress,
      request.headers.get('x-forwarded-for'),
      trustedProxies,
    )
    const admitted = limits?.admitsAddress(address) ?? true
    const response = admitted ? await answer(request) : tooMany(request, observers)
    const outcome = outcomeOf(response)
    limits?.settle(address, outcome)
    const label = labelOf(request, isOperation)
    const duration = (performance.now() - began) / 1000
    metrics?.observe({ ...label, outcome, duration })
    log.info({
      event: 'request',
      ...label,
      outcome,
      status: response.status,
      milliseconds: Math.round(duration * 1e4) / 10,
      requestId: response.headers.get('x-amzn-requestid') ?? undefined,
      address,
    })
    return response
  }
}

/** The refusal's stable name where there is one, else the class of the status. */
function outcomeOf({ status, headers }: Response): string {
  const name = headers.get('x-amzn-errortype')?.replace(/:.*$/, '')
  if (name) return name
  return status < 400 ? 'ok' : `http${status}`
}

function tooMany(request: Request, { requestId, now, reportError }: Observers): Response {
  if (request.headers.has('x-amz-target')) {
    return refusalOf(
      new ServiceError('TooManyRequestsException', 'Rate exceeded'),
      requestId(),
      now(),
      reportError,
    )
  }
  return Response.json(
    { message: 'Rate exceeded' },
    { status: 429, headers: { 'retry-after': '10', 'cache-control': 'no-store' } },
  )
}
