/** Every function, and `createClient` for Node. */
import { nodePlatform } from '../platform/node.ts'
import { type Client, type ClientOptions, createClientOn } from '../session/client.ts'

export * from '../functions.ts'

/** Makes a client for use with the functions of this package; what it needs beyond them are its `features`. */
export function createClient(options: ClientOptions = {}): Client {
  return createClientOn(nodePlatform(), options)
}
