import type { BlockList } from 'node:net'
import { ServiceError } from '../errors.ts'
import { clientAddress } from '../operate/client-address.ts'
import type { Limits } from '../operate/limits.ts'
import type { Log } from '../operate/log.ts'
import type { Metrics } from '../operate/metrics.ts'
import { type LabelledRequest, labelOf, type RequestLabel } from '../operate/request-label.ts'
import { type OperationAnswer, refusalOf, responseOf } from './responses.ts'

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

/** A request from its arrival to its answer. */
interface Visit {
  /** On a clock that never jumps. */
  readonly began: number
  readonly address: string | undefined
  /** Whether its address may ask once more. */
  readonly isAdmitted: boolean
}

/** How a request was answered. */
export interface Outcome {
  readonly status: number
  /** `ok`, the name of the refusal, or the class of the status. */
  readonly outcome: string
  readonly requestId: string | undefined
}

/** Limits, logs and metrics: what stands around everything that a server answers. */
export class Observer {
  readonly #observers: Observers

  constructor(observers: Observers) {
    this.#observers = observers
  }

  arrive({ remoteAddress }: Connection, forwardedFor: string | null): Visit {
    const { limits, trustedProxies } = this.#observers
    const address = clientAddress(remoteAddress, forwardedFor, trustedProxies)
    return { began: performance.now(), address, isAdmitted: limits?.admitsAddress(address) ?? true }
  }

  leave({ began, address }: Visit, label: RequestLabel, { status, outcome, requestId }: Outcome): void {
    const { limits, metrics, log } = this.#observers
    limits?.settle(address, outcome)
    const duration = (performance.now() - began) / 1000
    metrics?.observe({ ...label, outcome, duration })
    const milliseconds = Math.round(duration * 1e4) / 10
    log.info({ event: 'request', ...label, outcome, status, milliseconds, requestId, address })
  }

  label(request: LabelledRequest): RequestLabel {
    return labelOf(request, this.#observers.isOperation)
  }

  /** The refusal of an operation to an address that asks too much. */
  refuseOperation(): OperationAnswer {
    const { requestId, now, reportError } = this.#observers
    const error = new ServiceError('TooManyRequestsException', 'Rate exceeded')
    return refusalOf(error, requestId(), now(), reportError)
  }
}

/** Puts an observer around what answers requests. */
export function observed(
  answer: Answer,
  observer: Observer,
): (request: Request, connection?: Connection) => Promise<Response> {
  return async (request, connection = {}) => {
    const visit = observer.arrive(connection, request.headers.get('x-forwarded-for'))
    const response = visit.isAdmitted ? await answer(request) : tooMany(request, observer)
    const requestId = response.headers.get('x-amzn-requestid') ?? undefined
    const outcome = { status: response.status, outcome: outcomeOf(response), requestId }
    observer.leave(visit, observer.label(request), outcome)
    return response
  }
}

/** The refusal's stable name where there is one, else the class of the status. */
function outcomeOf({ status, headers }: Response): string {
  const name = headers.get('x-amzn-errortype')?.replace(/:.*$/, '')
  if (name) return name
  return status < 400 ? 'ok' : `http${status}`
}

function tooMany(request: Request, observer: Observer): Response {
  if (request.headers.has('x-amz-target')) return responseOf(observer.refuseOperation())
  return Response.json(
    { message: 'Rate exceeded' },
    { status: 429, headers: { 'retry-after': '10', 'cache-control': 'no-store' } },
  )
}
