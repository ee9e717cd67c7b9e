import { AWSMobileClientError, isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'

/** How long a call may take and what it does when the person has to sign in again. */
export interface WaitOptions {
  /** Ends the call with `aborted`. */
  readonly signal?: AbortSignal | undefined
  /** Ends the call with `timeout` after so many milliseconds. */
  readonly timeout?: number | undefined
  /** `wait` (when absent) for a new sign-in, or `reject` with `notSignedIn`. */
  readonly whenSignedOut?: 'wait' | 'reject' | undefined
  /** `reject` (when absent) with `network`, or `wait` until the connection is back and ask again. */
  readonly whenOffline?: 'wait' | 'reject' | undefined
}

/**
 * Runs a call within its caller's limits. What it shares with other calls goes on without it.
 *
 * @param ask is given a signal that fires when the caller no longer listens
 */
export function limited<Value>(
  client: Client,
  { signal, timeout, whenOffline }: WaitOptions,
  ask: (abandoned: AbortSignal | undefined) => Promise<Value>,
): Promise<Value> {
  const run = whenOffline === 'wait' ? onceOnline(client, ask) : ask
  if (!signal && timeout === undefined) return run(undefined)
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    const abandon = (kind: 'aborted' | 'timeout', cause?: unknown) => {
      reject(new AWSMobileClientError(kind, kind, { cause, retryable: true }))
      controller.abort()
    }
    const onAbort = () => abandon('aborted', signal?.reason)
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    const cancel =
      timeout === undefined ? () => {} : client.platform.clock.after(timeout, () => abandon('timeout'))
    run(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        cancel()
        signal?.removeEventListener('abort', onAbort)
      })
  })
}

/** How long after a failure it is asked again where nobody tells that the connection is back, in milliseconds. */
const pause = { first: 1_000, longest: 30_000 } as const

/** Asks until the connection is there. */
function onceOnline<Value>(
  client: Client,
  ask: (abandoned: AbortSignal | undefined) => Promise<Value>,
): (abandoned: AbortSignal | undefined) => Promise<Value> {
  return async abandoned => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask(abandoned)
      } catch (error) {
        const offline = isAWSMobileClientError(error, 'network') || isAWSMobileClientError(error, 'timeout')
        if (!offline || abandoned?.aborted) throw error
        await connectionIsBack(client, Math.min(pause.first * 2 ** attempt, pause.longest), abandoned)
      }
    }
  }
}

/** Ends when the platform says that the connection is back, or after so many milliseconds. */
export function connectionIsBack(
  { platform }: Client,
  milliseconds: number,
  abandoned?: AbortSignal | undefined,
): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      cancel()
      remove?.()
      resolve()
    }
    const cancel = platform.clock.after(milliseconds, end)
    const remove = platform.online?.(end)
    abandoned?.addEventListener('abort', end, { once: true })
  })
}
