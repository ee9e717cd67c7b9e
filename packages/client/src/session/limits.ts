import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'

/** How long a call may take and what it does when the person has to sign in again. */
export interface WaitOptions {
  /** Ends the call with `aborted`. */
  readonly signal?: AbortSignal | undefined
  /** Ends the call with `timeout` after so many milliseconds. */
  readonly timeout?: number | undefined
  /** `wait` (when absent) for a new sign-in, or `reject` with `notSignedIn`. */
  readonly whenSignedOut?: 'wait' | 'reject' | undefined
  /**
   * `reject` (when absent) with `network`, or `wait` until the connection is back and ask again. With `createClient`
   * the feature of the same name has to be given.
   */
  readonly whenOffline?: 'wait' | 'reject' | undefined
}

/** A call, which is given a signal that fires when its caller no longer listens. */
export type Ask<Value> = (abandoned: AbortSignal | undefined) => Promise<Value>

/** Runs a call within its caller's limits. What it shares with other calls goes on without it. */
export function limited<Value>(
  client: Client,
  { signal, timeout, whenOffline }: WaitOptions,
  ask: Ask<Value>,
): Promise<Value> {
  const run = (whenOffline === 'wait' && client.features.whenOffline?.(client, ask)) || ask
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
