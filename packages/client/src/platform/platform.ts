import type { SrpEngine } from '@latchkey/protocol/srp'
import type { KeyValueStorage } from '../storage/storage.ts'

/** Time: what the client reads and how it waits. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Calls back once after so many milliseconds; the function that it returns calls it off.
   *
   * @param options.background whether it is not worth keeping a process alive for
   */
  after(milliseconds: number, callback: () => void, options?: { readonly background?: boolean }): () => void
}

/** Whether it is a time for what may as well be done later: somebody sees the app, and there is a connection. */
export interface Background {
  /** Whether it is not. */
  waits(): boolean
  /** Calls back whenever that may have changed, for as long as the app runs. */
  watch(callback: () => void): void
}

/** The part of `fetch` that is used, so that any like it will do. */
export type Fetch = (
  url: string,
  request: {
    method: 'POST' | 'GET'
    headers: Record<string, string>
    body?: string
    signal: AbortSignal
    redirect: 'error'
    credentials: 'omit'
  },
) => Promise<{
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}>

/**
 * Runs something while no other tab, worker or process of the same session runs the like of it. A lock that
 * cannot be had within the time is done without: the callback always runs, once.
 */
export type Lock = <Value>(
  name: string,
  waitMilliseconds: number,
  run: () => Promise<Value>,
) => Promise<Value>

/**
 * Joins those tabs and workers that keep the same record: `changed` is called after another of them announced a
 * change. Only that there is one travels, never what it is.
 *
 * @returns announces a change of one's own
 */
export type Announcements = (name: string, changed: () => void) => () => void

/** A window or tab of a browser in which a person signs in or out at somebody's pages. */
export interface HostedUIWindow {
  /** Whether the app itself goes away with it, and has to remember what it was about. */
  readonly leaves?: boolean
  /** Gets ready to be called back; answers with the address for that, where it is not the configured one. */
  prepare?(redirectURI: string): Promise<string>
  /**
   * Shows a page until it comes back to the redirect address.
   *
   * @returns the address that it came back with; `undefined` when the person closed it
   */
  show(page: HostedUIPage): Promise<string | undefined>
  close(): void
}

export interface HostedUIPage {
  readonly url: string
  readonly redirectURI: string
  /** Whether the browser should forget the person with the window. */
  readonly privateSession: boolean
}

/** Opens a window, at once: only while a click counts do browsers let one open. */
export type HostedUIBrowser = (presentation: 'redirect' | 'popup') => HostedUIWindow

/** What differs from one runtime to another; each part can be replaced by an option of the same name. */
export interface Platform {
  readonly fetch: Fetch
  readonly clock: Clock
  /** So many bytes of cryptographic randomness. */
  readonly random: (byteLength: number) => Uint8Array
  readonly srp: SrpEngine
  readonly lock: Lock
  /** Absent where nobody else can have the same session. */
  readonly announcements?: Announcements | undefined
  /** Calls back whenever the connection to the network is back; what it returns ends that. */
  readonly online?: ((callback: () => void) => () => void) | undefined
  /** Absent where any time is as good as another. */
  readonly background?: Background | undefined
  /** Makes the storage of a client that was given none. */
  readonly defaultStorage: () => KeyValueStorage
  /** Shows the pages of the hosted UI. */
  readonly browser?: HostedUIBrowser | undefined
  /** Hears of errors that no caller can: a listener that throws. */
  readonly report: (error: unknown) => void
}
