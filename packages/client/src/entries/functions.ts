/** Every function, and `createClient` for browsers, workers, Deno, Bun and whatever else has the web's standards. */
import { webPlatform } from '../platform/web.ts'
import { type Client, createClientOn } from '../session/client.ts'
import type { FunctionsOptions } from './options.ts'

export * from '../functions.ts'
export { webAuthenticator } from '../passkeys/web-authenticator.ts'
export { webBackground } from '../platform/web-background.ts'
export type { FunctionsOptions }

/** Makes a client for use with the functions of this package; what it needs beyond them are its `features`. */
export function createClient(options: FunctionsOptions = {}): Client {
  return createClientOn(webPlatform(), options)
}
