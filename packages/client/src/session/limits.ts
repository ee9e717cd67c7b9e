import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'
import type { Ask, WaitOptions } from './waits.ts'

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
