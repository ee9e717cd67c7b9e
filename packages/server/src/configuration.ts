import type { ListenOptions } from './listen.ts'
import type { LogLevel } from './operate/log.ts'
import type { ServerOptions } from './options.ts'

/**
 * Everything that can be said about a server that listens, in one object: what `latchkey start` reads from its
 * configuration file. Flags come before the environment, the environment before the file.
 */
export interface Configuration
  extends Omit<ServerOptions, 'log' | 'now' | 'reportError'>,
    Pick<ListenOptions, 'host' | 'port' | 'tls'> {
  /** Default: `warn` on loopback without admin keys, else `info`. */
  readonly logLevel?: LogLevel
}
