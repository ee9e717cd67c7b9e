import { isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'
import type { Ask } from './waits.ts'

/** How long after a failure it is asked again where nobody tells that the connection is back, in milliseconds. */
const pause = { first: 1_000, longest: 30_000 } as const

/** The feature behind the option of the same name: a call that asks until the connection is there. */
export function whenOffline<Value>(client: Client, ask: Ask<Value>): Ask<Value> {
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
