import type { IncomingMessage, ServerResponse } from 'node:http'
import { operationLabel } from '../operate/request-label.ts'
import { bodyLimit } from './call-operation.ts'
import { isOperation, isSigned } from './json-service.ts'
import type { Observer } from './observe.ts'
import type { OperationAnswer } from './responses.ts'

/** A server's operations without web-standard objects around them. */
export interface PlainOperations {
  readonly observer: Observer
  /** Calls one that nobody has to sign. */
  call(target: string, readBody: () => Promise<Uint8Array>): Promise<OperationAnswer>
  reportError(error: unknown): void
}

const known = new WeakMap<object, PlainOperations>()

/**
 * Remembers the operations behind a server's `fetch`. They belong to that very function: whoever puts another one around
 * it sees every request.
 */
export function rememberOperations(fetch: object, operations: PlainOperations): void {
  known.set(fetch, operations)
}

/**
 * The short way for what apps ask most, calls that nobody has to sign: Node's own objects, which spares a tenth of a
 * millisecond for each (docs/decisions).
 *
 * @returns what takes a request, or says that it is none of these; `undefined` for a `fetch` that is not the server's own
 */
export function operationsListener(
  fetch: object,
): ((incoming: IncomingMessage, outgoing: ServerResponse) => boolean) | undefined {
  const operations = known.get(fetch)
  return (
    operations &&
    ((incoming, outgoing) => {
      const target = incoming.headers['x-amz-target']
      if (typeof target !== 'string' || !isPlain(incoming) || !isOperation(target) || isSigned(target)) {
        return false
      }
      answer(operations, target, incoming, outgoing).catch((error: unknown) => {
        operations.reportError(error)
        outgoing.destroy()
      })
      return true
    })
  )
}

/** Whether a request has one body of a known and modest length; the long way knows what to do with others. */
function isPlain({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' &&
    url === '/' &&
    headers['content-encoding'] === undefined &&
    Number(headers['content-length'] ?? Number.NaN) <= bodyLimit
  )
}

async function answer(
  { observer, call }: PlainOperations,
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const forwardedFor = incoming.headers['x-forwarded-for']
  const visit = observer.arrive(
    { remoteAddress: incoming.socket.remoteAddress },
    Array.isArray(forwardedFor) ? forwardedFor.join(', ') : (forwardedFor ?? null),
  )
  const answered = visit.isAdmitted ? await call(target, () => bodyOf(incoming)) : observer.refuseOperation()
  observer.leave(visit, operationLabel(target, isOperation), answered)
  const { status, headers, body } = answered
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  outgoing.end(body)
}

/** The HTTP parser holds the sender to the length that it declared; one who goes away is never answered. */
function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const [first] = chunks
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks))
    })
  })
}
