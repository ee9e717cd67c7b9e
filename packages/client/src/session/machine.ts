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

/** The user state and why it is so. */
export interface UserStateDetails {
  readonly userState: UserState
  readonly details: StateDetails
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

const notifyIf = (told: boolean, details: StateDetails): Effect[] =>
  told ? [{ type: 'notify', details }] : []

const rejectAll = (waiters: readonly number[], kind: ErrorKind = 'unableToSignIn'): Effect[] =>
  waiters.length ? [{ type: 'reject', waiters, kind }] : []

const rejectAttempt = (attempt: number | undefined, kind: ErrorKind): Effect[] =>
  attempt === undefined ? [] : [{ type: 'rejectSignIn', attempt, kind }]

/** The next state, and what has to be done, in order: waiting calls come before listeners. */
export function transition(state: SessionState, event: SessionEvent): Transition {
  const { standing, epoch, waiters, attempt } = state
  const next = (changes: Partial<SessionState>, ...effects: readonly Effect[]): Transition => ({
    state: { ...state, ...changes },
    effects,
  })
  switch (event.type) {
    case 'initialized':
      return standing.userState === 'unknown' && event.standing.userState !== 'unknown'
        ? next({ standing: event.standing }, { type: 'notifyLater', details: event.details })
        : next({})

    case 'signInStarted':
      return standing.userState === 'signedIn'
        ? next({}, ...rejectAttempt(event.attempt, 'invalidState'))
        : next({ attempt: event.attempt }, ...rejectAttempt(attempt, 'invalidState'))

    case 'signInEnded':
      return attempt === event.attempt ? next({ attempt: undefined }) : next({})

    case 'signedIn': {
      if (event.attempt !== undefined && event.attempt !== attempt) return next({})
      const { provider, username, details } = event
      // A waiting call belongs to the person whose session was refused, and to nobody else.
      const same = 'username' in standing && standing.username === username
      return next(
        {
          standing: { userState: 'signedIn', provider, username },
          epoch: epoch + 1,
          waiters: [],
          attempt: undefined,
        },
        ...(same && waiters.length ? [{ type: 'resume', waiters } as const] : rejectAll(waiters)),
        ...(event.attempt === undefined ? rejectAttempt(attempt, 'invalidState') : []),
        ...notifyIf(standing.userState !== 'signedIn', details),
      )
    }

    case 'refused': {
      if (event.epoch !== epoch || standing.provider === 'none') return next({}, ...rejectAll(event.waiters))
      const { username, provider, userState } = standing
      const changed = userState === 'signedIn'
      return next(
        { standing: refusedStanding(provider, username), waiters: [...waiters, ...event.waiters] },
        ...(changed ? [{ type: 'store' } as const] : []),
        ...notifyIf(changed || (!waiters.length && event.waiters.length > 0), event.details),
      )
    }

    case 'waitStarted':
      return awaitsSignIn(standing)
        ? // Told again: an app that released the last wait would else never hear of this one.
          next({ waiters: [...waiters, event.waiter] }, ...notifyIf(!waiters.length, event.details))
        : next({}, { type: 'resume', waiters: [event.waiter] })

    case 'waitEnded':
      return next({ waiters: waiters.filter(waiter => waiter !== event.waiter) })

    case 'waitReleased':
      return next({ waiters: [] }, ...rejectAll(waiters))

    case 'waitRefused':
      return event.epoch === epoch ? next({ waiters: [] }, ...rejectAll(waiters, 'notAuthorized')) : next({})

    case 'guestObtained':
      return event.epoch === epoch && standing.provider === 'none' && standing.userState !== 'guest'
        ? next({ standing: { userState: 'guest', provider: 'none' } }, ...notifyIf(true, {}))
        : next({})

    case 'signedOut':
      return next(
        {
          standing: { userState: 'signedOut', provider: 'none' },
          epoch: epoch + 1,
          waiters: [],
          attempt: undefined,
        },
        ...rejectAll(waiters),
        ...rejectAttempt(attempt, 'unableToSignIn'),
        { type: 'erase', elsewhere: event.elsewhere ?? false },
        ...notifyIf(standing.userState !== 'signedOut', event.details),
      )
  }
}
