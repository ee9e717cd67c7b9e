import type { Configuration } from '@latchkey/protocol'
import type { SrpEngine, SrpKeyPair } from '@latchkey/protocol/srp'
import type { CachedCredentials } from '../credentials/types.ts'
import type { AWSMobileClientError } from '../errors/error.ts'
import type { Authenticator } from '../passkeys/authenticator.ts'
import type {
  Announcements,
  Background,
  Clock,
  Fetch,
  HostedUIBrowser,
  Lock,
  Platform,
} from '../platform/platform.ts'
import type { Features } from '../sign-in/features.ts'
import type { PendingChallenge } from '../sign-in/types.ts'
import type { KeyValueStorage } from '../storage/storage.ts'
import {
  initialState,
  type SessionEvent,
  type SessionState,
  type StateDetails,
  type UserState,
} from './machine.ts'
import type { Session } from './session.ts'
import type { RefreshFlight, Waiter } from './waits.ts'

/** How long requests may take, in milliseconds. */
export interface Timeouts {
  /** One try of one request; 10,000 when absent. */
  readonly attempt?: number
  /** All tries of one request with the pauses between them; 25,000 when absent. */
  readonly total?: number
}

/** Everything that can be told to a client; each member has a default. */
export interface ClientOptions {
  /**
   * With the class the content of `awsconfiguration.json` or of any of Amplify's formats, parsed or as text; with
   * `createClient` a `ClientConfiguration`. It may be given to `initialize` instead.
   */
  readonly configuration?: unknown
  /** Which block of the configuration is read; `Default` when absent. */
  readonly block?: string
  /** Sets this client's stored values apart from others'. When absent it is made of the pools' ids. */
  readonly namespace?: string
  /** Where the session is kept. Default: memory; in browsers encrypted IndexedDB (the class), or `localStorage`. */
  readonly storage?: KeyValueStorage
  /** Takes over a session that another library has stored, where there is none of ours. */
  readonly adopt?: (client: Client) => Promise<void>
  /**
   * Renews the tokens ahead of time, so that calls find them fresh. Off when absent: then the first call that finds
   * them about to end renews them. With `createClient` the feature of the same name has to be given, and
   * `background: webBackground` in a page.
   */
  readonly autoRefresh?: boolean
  readonly timeouts?: Timeouts
  readonly fetch?: Fetch
  readonly clock?: Clock
  readonly random?: (byteLength: number) => Uint8Array
  readonly srp?: SrpEngine
  readonly lock?: Lock
  /** How tabs hear of each other; with `createClient` the feature `tabs` has to be given. */
  readonly announcements?: Announcements
  /** Tells of a connection that is back; in browsers the `online` event does. */
  readonly online?: (callback: () => void) => () => void
  /** When `autoRefresh` waits; with the class in browsers while the page is hidden or the device offline. */
  readonly background?: Background
  /**
   * Parts that not every program needs. The class has them all, and takes these in place of its own; with `createClient`
   * what is not given is not in the bundle.
   */
  readonly features?: Features
  /** What makes and uses passkeys; the browser's own when absent. */
  readonly authenticator?: Authenticator
  /** Shows the pages of the hosted UI; in browsers and Node they have their own. */
  readonly browser?: HostedUIBrowser
  /**
   * What threat protection is told of the device: with AWS's script in the page,
   * `AmazonCognitoAdvancedSecurityData.getData`.
   */
  readonly userContextData?: (
    username: string,
    userPoolId: string,
    clientId: string,
  ) => string | undefined | Promise<string | undefined>
  /** Hears of listeners that throw; the console does when absent. */
  readonly report?: (error: unknown) => void
}

/** Hears of every change of the user state. */
export type UserStateListener = (userState: UserState, details: StateDetails) => void

/** A call that waits for a new sign-in. */
export interface Wait {
  resume(): void
  reject(error: AWSMobileClientError): void
}

/**
 * One client's state. The functions of this package take it as their first parameter; its members are theirs
 * alone.
 */
export interface Client {
  readonly options: ClientOptions
  readonly platform: Platform
  readonly features: Features
  configuration?: Configuration | undefined
  storage?: KeyValueStorage | undefined
  state: SessionState
  details: StateDetails
  session?: Session | undefined
  identityId?: string | undefined
  credentials?: CachedCredentials | undefined
  challenge?: PendingChallenge | undefined
  /** What a confirmed sign-up may sign in with, once. */
  confirmed?: { readonly username: string; readonly session: string } | undefined
  keyPair?: Promise<SrpKeyPair> | undefined
  /** The service's clock minus the device's, in milliseconds. */
  clockOffset: number
  readonly listeners: Map<object, UserStateListener>
  readonly waits: Map<number, Wait>
  readonly attempts: Map<number, (error: AWSMobileClientError) => void>
  readonly flights: Map<string, Promise<unknown>>
  /** Calls that wait from the moment at which the identity pool refuses their login. */
  readonly joined: Set<Waiter>
  refreshing?: RefreshFlight | undefined
  /** Events that came while one was at work. */
  readonly queue: SessionEvent[]
  dispatching: boolean
  /** Ends when listeners that come after waiting calls have been told; absent when none are due. */
  telling?: Promise<void> | undefined
  /** Plans the next renewal ahead of time; absent without `autoRefresh`. */
  plan?: ((client: Client) => unknown) | undefined
  /** Tells other tabs that the stored session has changed. */
  announce?: (() => void) | undefined
  /** The last write to storage; the next one starts after it. */
  writing: Promise<unknown>
  /** Whether the session in memory is also in storage. */
  stored: boolean
  lastId: number
}

/** Makes a client for a platform; the package's entry points choose the platform. */
export function createClientOn(platform: Platform, options: ClientOptions): Client {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return {
    options,
    // An option takes the place of the platform's part of the same name.
    platform: { ...platform, ...Object.fromEntries(given) },
    features: options.features ?? {},
    state: initialState,
    details: {},
    clockOffset: 0,
    listeners: new Map(),
    waits: new Map(),
    attempts: new Map(),
    flights: new Map(),
    joined: new Set(),
    queue: [],
    dispatching: false,
    writing: Promise.resolve(),
    stored: false,
    lastId: 0,
  }
}
