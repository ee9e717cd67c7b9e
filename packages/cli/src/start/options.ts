import type { Configuration, LogLevel } from '@latchkey/server'
import { InvalidArgumentError } from 'commander'
import { CommandError } from '../command-error.ts'

/** `latchkey start` as it was typed, after each word was checked by itself. */
export interface StartOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** The folder of the embedded database. */
  readonly data: string
  readonly inMemory?: boolean
  /** The address of a PostgreSQL, which may hold a password. */
  readonly database?: string
  /** The file with the root key that all nodes of a database share. */
  readonly rootKeyFile?: string
  readonly region: string
  readonly issuer?: string
  readonly adminKey: readonly AdminKey[]
  /** The configuration file. */
  readonly config?: string
  readonly tlsCertificate?: string
  readonly tlsKey?: string
  readonly trustedProxy?: readonly string[]
  readonly metricsToken?: string
  readonly logLevel?: LogLevel
  readonly json?: boolean
}

/** An access key that may sign administrative calls (AWS Signature Version 4). */
export interface AdminKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Reads `--port`: a whole number from 0 to 65535. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Expected 0 to 65535.')
  return port
}

/** Reads `--region`: the form of AWS's region names, since it becomes part of every pool id and ARN. */
export function parseRegion(text: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) throw new InvalidArgumentError('Expected a name like us-east-1.')
  return text
}

/** Reads `--issuer`: the address that clients use, without query and fragment; a slash at its end is dropped. */
export function parseIssuer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const speaksHttp = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !speaksHttp || url.search || url.hash || url.username || url.password) {
    throw new InvalidArgumentError('Expected an address like https://auth.example.com.')
  }
  return url.href.replace(/\/$/, '')
}

/** Reads one more `--admin-key ID:SECRET`. The text is never repeated in a message, since it holds a secret. */
export function collectAdminKey(text: string, earlier: readonly AdminKey[]): readonly AdminKey[] {
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) throw new CommandError('--admin-key takes the form ID:SECRET.')
  return [...earlier, { accessKeyId: text.slice(0, colon), secretAccessKey: text.slice(colon + 1) }]
}

/** Reads one more `--trusted-proxy`; the environment's has several, parted by commas. */
export function collectTrustedProxy(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, ...text.split(',').map(network => network.trim())]
}

/** Reads `--database`. The text is never repeated in a message, since it may hold a password. */
export function parseDatabase(text: string): string {
  const scheme = URL.canParse(text) ? new URL(text).protocol : undefined
  if (scheme !== 'postgres:' && scheme !== 'postgresql:') {
    throw new CommandError('--database takes the form postgres://USER:PASSWORD@HOST:5432/DATABASE.')
  }
  return text
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * What the server is told: what was typed or stands in the environment, then what the configuration file says, then
 * the defaults. A server that other machines reach must know who may administer it, and one that shares a database
 * the key that is shared with it.
 *
 * @param isGiven whether an option was typed or stands in the environment, by its name here
 * @param rootKey 32 bytes in base64, where one was given
 * @throws CommandError when it would listen beyond this machine without an admin key, or use a shared database
 *   without a root key
 */
export function startConfiguration(
  options: StartOptions,
  file: Configuration,
  isGiven: (name: keyof StartOptions) => boolean,
  givenRootKey?: string,
): Configuration & Required<Pick<Configuration, 'host' | 'port' | 'storage' | 'local' | 'logLevel'>> {
  const pick = <T>(name: keyof StartOptions, typed: T, other: T | undefined): T =>
    isGiven(name) || other === undefined ? typed : other
  const host = pick('host', options.host, file.host)
  const adminKeys = pick('adminKey', options.adminKey, file.adminKeys)
  const storage = ['data', 'inMemory', 'database'].some(name => isGiven(name as keyof StartOptions))
    ? storageOf(options)
    : (file.storage ?? storageOf(options))
  const rootKey = givenRootKey ?? file.rootKey
  const issuer = options.issuer ?? file.issuer
  const local = file.local ?? (isLoopback(host) && adminKeys.length === 0)
  if ((!local || !isLoopback(host)) && adminKeys.length === 0) {
    throw new CommandError(
      `${host} can be reached from other machines, where nobody may administer a server without a key. ` +
        'Give --admin-key ID:SECRET, or listen on 127.0.0.1.',
    )
  }
  if (storage.kind === 'postgres' && rootKey === undefined) {
    throw new CommandError(
      '--database needs the root key that all servers of the database share: 32 bytes in base64, in the file that ' +
        '--root-key-file names or in LATCHKEY_ROOT_KEY. To make one: openssl rand -base64 32',
    )
  }
  const { tlsCertificate, tlsKey, trustedProxy, metricsToken } = options
  if ((tlsCertificate === undefined) !== (tlsKey === undefined)) {
    throw new CommandError('--tls-certificate and --tls-key belong together.')
  }
  return {
    ...file,
    host,
    port: pick('port', options.port, file.port),
    storage,
    region: pick('region', options.region, file.region),
    local,
    logLevel: options.logLevel ?? file.logLevel ?? (local ? 'warn' : 'info'),
    ...(rootKey === undefined ? {} : { rootKey }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(adminKeys.length === 0 ? {} : { adminKeys: [...adminKeys] }),
    ...(tlsCertificate !== undefined && tlsKey !== undefined
      ? { tls: { certificateFile: tlsCertificate, keyFile: tlsKey } }
      : {}),
    ...(trustedProxy ? { trustedProxies: trustedProxy } : {}),
    ...(metricsToken === undefined ? {} : { metrics: { token: metricsToken } }),
  }
}

function storageOf({ database, inMemory, data }: StartOptions): Configuration['storage'] & {} {
  if (database !== undefined) return { kind: 'postgres', url: database }
  return inMemory ? { kind: 'memory' } : { kind: 'directory', path: data }
}
