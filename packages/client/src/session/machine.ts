/**
 * The session as a pure machine: `transition(state, event)` gives the next state and what has to be done, in
 * order. Nothing else decides about the user state, who waits, or who is told.
 */
import type { ErrorKind } from '../errors/error.ts'

/** What listeners are told. `isSignedIn` is true for the last three. */
export type UserState =
  | 'unknown'
  | 'guest'
  | 'signedOut'
  | 'signedIn'
  | 'signedOutUserPoolsTokenInvalid'
  | 'signedOutFederatedTokensInvalid'

export type UserPoolProvider = 'userPools' | 'hostedUI'
/** Where the session came from: the hidden half of the state. */
export type Provider = 'none' | UserPoolProvider | 'oidcFederation'

/** The user state together with its provider: only these pairs exist. */
export type Standing =
  | { readonly userState: 'unknown' | 'guest' | 'signedOut'; readonly provider: 'none' }
  | {
      readonly userState: 'signedIn'
      readonly provider: Exclude<Provider, 'none'>
      readonly username: string
    }
  | {
      readonly userState: 'signedOutUserPoolsTokenInvalid'
      readonly provider: UserPoolProvider
      readonly username: string
    }
  | {
      readonly userState: 'signedOutFederatedTokensInvalid'
      readonly provider: 'oidcFederation'
      readonly username: string
    }

export interface SessionState {
  readonly standing: Standing
  /** Grows with every sign-in and sign-out: what was begun in one epoch is thrown away in the next. */
  readonly epoch: number
  /** Calls that wait for a new sign-in, oldest first. */
  readonly waiters: readonly number[]
  /** The sign-in that is under way. */
  readonly attempt: number | undefined
}

/** Why the state changed. */
export interface StateDetails {
  /** The login's name, such as `cognito-idp.REGION.amazonaws.com/POOL`. */
  readonly provider?: string
  readonly username?: string
  /** The error that caused it. */
  readonly cause?: unknown
}

export type SessionEvent =
  | { readonly type: 'initialized'; readonly standing: Standing; readonly details: StateDetails }
  | { readonly type: 'signInStarted'; readonly attempt: number }
  | { readonly type: 'signInEnded'; readonly attempt: number }
  | {
      readonly type: 'signedIn'
      readonly attempt?: number
      readonly provider: Exclude<Provider, 'none'>
      readonly username: string
      readonly details: StateDetails
    }
  /** The service definitely refused the session of that epoch; these calls would rather wait than fail. */
  | {
      readonly type: 'refused'
      readonly epoch: number
      readonly waiters: readonly number[]
      readonly details: StateDetails
    }
  | { readonly type: 'waitStarted'; readonly waiter: number; readonly details: StateDetails }
  | { readonly type: 'waitEnded'; readonly waiter: number }
  | { readonly type: 'waitReleased' }
  /** What was brought to end the wait was refused as well. */
  | { readonly type: 'waitRefused'; readonly epoch: number }
  | { readonly type: 'guestObtained'; readonly epoch: number }
  /** `elsewhere`: another tab did it, and has cleared the storage. */
  | { readonly type: 'signedOut'; readonly elsewhere?: boolean; readonly details: StateDetails }

export type Effect =
  /** These waiting calls go on: they look at the session again. */
  | { readonly type: 'resume'; readonly waiters: readonly number[] }
  | { readonly type: 'reject'; readonly waiters: readonly number[]; readonly kind: ErrorKind }
  | { readonly type: 'rejectSignIn'; readonly attempt: number; readonly kind: ErrorKind }
  | { readonly type: 'store' }
  | { readonly type: 'erase'; readonly elsewhere: boolean }
  | { readonly type: 'notify'; readonly details: StateDetails }
  /** Listeners are told once the promise of the call is settled. */
  | { readonly type: 'notifyLater'; readonly details: StateDetails }

export interface Transition {
  readonly state: SessionState
  readonly effects: readonly Effect[]
}

export const initialState: SessionState = {
  standing: { userState: 'unknown', provider: 'none' },
  epoch: 0,
  waiters: [],
  attempt: undefined,
}

/** Whether calls wait in this state. */
export function awaitsSignIn({ userState }: Standing): boolean {
  return userState.endsWith('Invalid')
}

/** Where a person stands whose session the service has refused. */
export function refusedStanding(provider: Exclude<Provider, 'none'>, username: string): Standing {
  return provider === 'oidcFederation'
    ? { userState: 'signedOutFederatedTokensInvalid', provider, username }
    : { userState: 'signedOutUserPoolsTokenInvalid', provider, username }
}

const rejectAll = (waiters: readonly number[]): Effect[] =>
  waiters.length ? [{ type: 'reject', waiters, kind: 'unableToSignIn' }] : []

const rejectAttempt = (attempt: number | undefined, kind: ErrorKind): Effect[] =>
  attempt === undefined ? [] : [{ type: 'rejectSignIn', attempt, kind }]

/** The next state, and what has to be done, in order: waiting calls come before listeners. */
export function transition(state: SessionState, event: SessionEvent): Transition {
  const { standing, epoch, waiters, attempt } = state
  switch (event.type) {
    case 'initialized':
      return standing.userState === 'unknown' && event.standing.userState !== 'unknown'
        ? {
            state: { ...state, standing: event.standing },
            effects: [{ type: 'notifyLater', details: event.details }],
          }
        : { state, effects: [] }

    case 'signInStarted':
      return standing.userState === 'signedIn'
        ? { state, effects: rejectAttempt(event.attempt, 'invalidState') }
        : { state: { ...state, attempt: event.attempt }, effects: rejectAttempt(attempt, 'invalidState') }

    case 'signInEnded':
      return { state: attempt === event.attempt ? { ...state, attempt: undefined } : state, effects: [] }

    case 'signedIn': {
      if (event.attempt !== undefined && event.attempt !== attempt) return { state, effects: [] }
      const { provider, username, details } = event
      // A waiting call belongs to the person whose session was refused, and to nobody else.
      const same = 'username' in standing && standing.username === username
      const settled: Effect[] = same && waiters.length ? [{ type: 'resume', waiters }] : rejectAll(waiters)
      const cutOff = event.attempt === undefined ? rejectAttempt(attempt, 'invalidState') : []
      return {
        state: {
          standing: { userState: 'signedIn', provider, username },
          epoch: epoch + 1,
          waiters: [],
          attempt: undefined,
        },
        effects: [
          ...settled,
          ...cutOff,
          ...(standing.userState === 'signedIn' ? [] : [{ type: 'notify', details } as const]),
        ],
      }
    }

    case 'refused': {
      if (event.epoch !== epoch || standing.provider === 'none') {
        return { state, effects: rejectAll(event.waiters) }
      }
      const { username, provider } = standing
      const changed = standing.userState === 'signedIn'
      const told = changed || (!waiters.length && event.waiters.length > 0)
      return {
        state: {
          ...state,
          standing: refusedStanding(provider, username),
          waiters: [...waiters, ...event.waiters],
        },
        effects: [
          ...(changed ? [{ type: 'store' } as const] : []),
          ...(told ? [{ type: 'notify', details: event.details } as const] : []),
        ],
      }
    }

    case 'waitStarted':
      return awaitsSignIn(standing)
        ? {
            state: { ...state, waiters: [...waiters, event.waiter] },
            // Told again: an app that released the last wait would else never hear of this one.
            effects: waiters.length ? [] : [{ type: 'notify', details: event.details }],
          }
        : { state, effects: [{ type: 'resume', waiters: [event.waiter] }] }

    case 'waitEnded':
      return { state: { ...state, waiters: waiters.filter(waiter => waiter !== event.waiter) }, effects: [] }

    case 'waitReleased':
      return { state: { ...state, waiters: [] }, effects: rejectAll(waiters) }

    case 'waitRefused':
      return event.epoch === epoch && waiters.length
        ? { state: { ...state, waiters: [] }, effects: [{ type: 'reject', waiters, kind: 'notAuthorized' }] }
        : { state, effects: [] }

    case 'guestObtained':
      return event.epoch === epoch && standing.provider === 'none' && standing.userState !== 'guest'
        ? {
            state: { ...state, standing: { userState: 'guest', provider: 'none' } },
            effects: [{ type: 'notify', details: {} }],
          }
        : { state, effects: [] }

    case 'signedOut':
      return {
        state: {
          standing: { userState: 'signedOut', provider: 'none' },
          epoch: epoch + 1,
          waiters: [],
          attempt: undefined,
        },
        effects: [
          ...rejectAll(waiters),
          ...rejectAttempt(attempt, 'unableToSignIn'),
          { type: 'erase', elsewhere: event.elsewhere ?? false },
          ...(standing.userState === 'signedOut'
            ? []
            : [{ type: 'notify', details: event.details } as const]),
        ],
      }
  }
}
