import type { Environment } from '../../environment.ts'
import type { Inbox } from '../../ports/delivery.ts'
import type { Markup } from './markup.ts'
import type { Operations } from './operations.ts'

/** Where the console is. */
export const consolePath = '/_latchkey/console'

/** A request of the console, by somebody who may make it. */
export interface ConsoleVisit {
  readonly environment: Environment
  readonly operations: Operations
  /** Only in local mode. */
  readonly inbox: Inbox | undefined
  /** A part of the path, by its name in the table of pages. */
  readonly param: (name: string) => string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  /** The hidden field that every form has. */
  readonly formField: Markup
}

/** What the console answers with. */
export type ConsoleAnswer =
  | {
      readonly kind: 'page'
      readonly title: string
      readonly body: Markup
      /** Default: 200. */
      readonly status?: number
      /** What went wrong. */
      readonly error?: string
      /** The name of the refusal, where requests are counted. */
      readonly outcome?: string
      /** Whether the page is to be kept up to date while it is open. */
      readonly live?: boolean
    }
  /** To a page of the console, by its path inside of it. */
  | { readonly kind: 'redirect'; readonly to: string }

/** A page or an action: one request of the console in, its answer out. */
export type ConsolePage = (visit: ConsoleVisit) => Promise<ConsoleAnswer>
