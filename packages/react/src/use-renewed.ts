'use client'
import { type AWSMobileClient, type AWSMobileClientError, isAWSMobileClientError } from '@latchkey/client'
import { useEffect, useState } from 'react'
import { useAWSMobileClient } from './provider.ts'
import { useUserState } from './use-user-state.ts'

/** Something that is fetched and ends: there, on its way, not to be had, or failed for now. */
export type Renewed<Value> =
  | { readonly status: 'ready'; readonly value: Value }
  | { readonly status: 'pending' | 'signedOut' }
  | { readonly status: 'failed'; readonly error: AWSMobileClientError }

interface Source<Value> {
  /** What is at hand without asking. */
  readonly current: (client: AWSMobileClient) => Value | undefined
  readonly fetch: (client: AWSMobileClient, signal: AbortSignal) => Promise<Value>
  readonly expiration: (value: Value) => Date
}

/** How often at most it is fetched anew, in milliseconds, and how long a timer may be. */
const [shortest, longest] = [5_000, 2 ** 31 - 1]

/** Keeps something renewed as long as the component is there and the person stands so that there is something. */
export function useRenewed<Value>(source: Source<Value>, guestsToo: boolean): Renewed<Value> {
  const client = useAWSMobileClient()
  const { userState, username } = useUserState()
  const entitled =
    userState === 'signedIn' || (guestsToo && (userState === 'guest' || userState === 'signedOut'))
  const [found, setFound] = useState<Renewed<Value>>({ status: 'pending' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person's are others, though the state is the same
  useEffect(() => {
    if (!entitled) return
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = () => {
      source.fetch(client, controller.signal).then(
        value => {
          if (controller.signal.aborted) return
          setFound({ status: 'ready', value })
          const rest = source.expiration(value).getTime() - Date.now()
          timer = setTimeout(renew, Math.min(Math.max(rest, shortest), longest))
        },
        (error: unknown) => {
          if (controller.signal.aborted || !isAWSMobileClientError(error)) return
          setFound({ status: 'failed', error })
          if (error.retryable) timer = setTimeout(renew, shortest)
        },
      )
    }
    const current = source.current(client)
    setFound(current === undefined ? { status: 'pending' } : { status: 'ready', value: current })
    renew()
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [client, source, entitled, username])
  if (userState === 'unknown') return { status: 'pending' }
  return entitled ? found : { status: 'signedOut' }
}
