/** Every function, and `createClient` for Node. */
import { nodePlatform } from '../platform/node.ts'
import { type Client, createClientOn } from '../session/client.ts'
import type { FunctionsOptions } from './options.ts'

export * from '../functions.ts'
export { followTabs as tabs } from '../session/follow.ts'
export type { FunctionsOptions }

/** Makes a client for use with the functions of this package; what it needs beyond them are its `features`. */
export function createClient(options: FunctionsOptions = {}): Client {
  return createClientOn(nodePlatform(), options)
}
