import type { ClientConfiguration } from '../configuration/client-configuration.ts'
import type { ClientOptions } from '../session/client.ts'

/** What `createClient` takes: each member has a default, and what a program does not name is not in its bundle. */
export interface FunctionsOptions extends Omit<ClientOptions, 'configuration'> {
  /**
   * The pools; documents are read by `readConfiguration` or `readAmplifyConfiguration`. It may be given to `initialize`
   * instead.
   */
  readonly configuration?: ClientConfiguration | undefined
}
