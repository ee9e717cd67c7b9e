/** Calls that may have to wait, and what for. */
import type { AWSMobileClientError } from '../errors/error.ts'
import type { Tokens } from './session.ts'

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

/** A call's place among those that wait for a new sign-in. */
export interface Waiter {
  readonly id: number
  /** Settles when the wait ends: by a sign-in of the same person, or rejected with `unableToSignIn`. */
  readonly over: Promise<void>
  readonly abandoned: AbortSignal | undefined
}

/** New tokens, or the service's definite refusal; anything less definite is thrown. */
export type Refreshed =
  | { readonly outcome: 'renewed'; readonly tokens: Tokens }
  | { readonly outcome: 'refused'; readonly cause: AWSMobileClientError }

export interface RefreshFlight {
  readonly epoch: number
  readonly joined: Waiter[]
  readonly result: Promise<Refreshed>
}
