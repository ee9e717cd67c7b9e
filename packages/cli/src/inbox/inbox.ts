import { stripVTControlCharacters, styleText } from 'node:util'
import { CommandError } from '../command-error.ts'

/** `latchkey inbox` as it was typed. */
export interface InboxOptions {
  readonly to?: string
  readonly follow?: boolean
  /** The server's address, without a path. */
  readonly url: string
}

/** What the command needs from outside. */
export interface InboxSurroundings {
  readonly fetch: (url: URL, init: { headers: Record<string, string> }) => Promise<Response>
  readonly print: (line: string) => void
  /** Waits between two looks; resolves `false` to end a `--follow`. */
  readonly pause: (milliseconds: number) => Promise<unknown>
}

/** One message as `GET /_latchkey/inbox` tells it. */
export interface InboxMessage {
  readonly to: string
  readonly medium: string
  /** ISO 8601 text or milliseconds since 1970. */
  readonly at: string | number
  readonly code?: string
  readonly subject?: string
  readonly body: string
}

const pauseBetweenLooks = 400

/**
 * Prints the messages, oldest first, and with `follow` each new one as it comes.
 *
 * @throws CommandError when no local server answers there
 */
export async function inbox(options: InboxOptions, surroundings: InboxSurroundings): Promise<void> {
  let shown = 0
  for (;;) {
    const messages = await read(options, surroundings)
    // Fewer than before: the server was reset or started anew.
    if (messages.length < shown) shown = 0
    for (const message of messages.slice(shown)) surroundings.print(format(message))
    if (messages.length === 0 && !options.follow) surroundings.print('The inbox is empty.')
    shown = messages.length
    if (!options.follow || (await surroundings.pause(pauseBetweenLooks)) === false) return
  }
}

async function read(options: InboxOptions, { fetch }: InboxSurroundings): Promise<readonly InboxMessage[]> {
  if (!URL.canParse(options.url)) throw new CommandError(`${options.url} is not an address.`)
  const url = new URL('/_latchkey/inbox', options.url)
  if (options.to !== undefined) url.searchParams.set('to', options.to)
  let response: Response
  try {
    // Without an address the same path is a page for people, unless JSON is asked for.
    response = await fetch(url, { headers: { accept: 'application/json' } })
  } catch (cause) {
    throw new CommandError(`no server answers at ${url.origin}. Is latchkey start running?`, { cause })
  }
  if (!response.ok) throw new CommandError(`${url.origin} has no inbox; only a local server has one.`)
  return (await response.json()) as InboxMessage[]
}

/** One message for a terminal; what a sender wrote cannot move the cursor or change colours. */
export function format(message: InboxMessage): string {
  const clean = (text: string) => stripVTControlCharacters(text).replace(/[\p{Cc}]+/gu, ' ')
  const time = new Date(message.at).toLocaleTimeString('en-GB')
  const code = message.code === undefined ? '' : `  ${styleText(['bold', 'cyan'], clean(message.code))}`
  const about = clean(message.subject ?? message.body)
  return `${styleText('dim', `${time}  ${clean(message.medium).toLowerCase().padEnd(5)}`)}  ${clean(message.to)}${code}  ${about}`
}
