import { readFileSync } from 'node:fs'
import {
  createLog,
  createServer,
  type LatchkeyServer,
  type ListenOptions,
  listen,
  type StoreErrorCode,
} from '@latchkey/server'
import { CommandError } from '../command-error.ts'
import { readConfiguration } from './configuration.ts'
import { greeting } from './greeting.ts'
import { isLoopback, type StartOptions, startConfiguration } from './options.ts'
import { readyMade } from './ready-made.ts'

/**
 * Starts the server, says so, and ends it in order on SIGINT or SIGTERM.
 *
 * @throws CommandError when the port is taken, the data directory is in use, the database or the root key is not to
 *   be had, or the address may not be used
 */
export async function start(
  options: StartOptions,
  isGiven: (name: keyof StartOptions) => boolean,
): Promise<void> {
  const file = await readConfiguration(options.config, process.cwd())
  const settings = startConfiguration(options, file, isGiven, rootKeyOf(options))
  const { host, port, tls, logLevel, ...serverOptions } = settings
  // A program that starts the server, or a file that says what is to be there, makes the pools that it wants; a
  // person finds one ready.
  const isReadyMade = settings.local && !options.json && file.provision === undefined
  const provision = isReadyMade ? readyMade(settings.region ?? options.region) : undefined
  const server = await create({
    ...serverOptions,
    log: await createLog(logLevel),
    ...(provision ? { provision } : {}),
  })
  const listening = await listenOrClose(server, { host, port, ...(tls ? { tls } : {}) })
  if (!isLoopback(host) && settings.issuer === undefined) {
    console.error(
      `latchkey: tokens name ${listening.url} as their issuer. Give --issuer if clients see another.`,
    )
  }
  if (options.json) console.log(JSON.stringify({ url: listening.url, pid: process.pid }))
  else {
    const { storage, local } = settings
    console.log(greeting({ url: listening.url, storage, local, provision }))
  }

  const end = () => {
    listening
      .close()
      .then(() => server.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        console.error(error)
        process.exit(1)
      })
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  // Started by another Node on our behalf: when that one is gone, nobody could end this process any more.
  if (process.env['LATCHKEY_PARENT'] === 'waits') {
    process.once('disconnect', end)
    process.channel?.unref()
  }
}

/** The root key of the file or of the environment. */
function rootKeyOf({ rootKeyFile }: StartOptions): string | undefined {
  if (rootKeyFile === undefined) return process.env['LATCHKEY_ROOT_KEY']
  try {
    return readFileSync(rootKeyFile, 'utf8')
  } catch (cause) {
    throw new CommandError(`the root key cannot be read from ${rootKeyFile}.`, { cause })
  }
}

const mendable: ReadonlySet<unknown> = new Set<StoreErrorCode>([
  'dataDirectoryLocked',
  'schemaTooNew',
  'rootKeyInvalid',
  'databaseUnavailable',
  'databaseRefused',
])

async function create(options: Parameters<typeof createServer>[0]): Promise<LatchkeyServer> {
  try {
    return await createServer(options)
  } catch (error) {
    if (mendable.has(codeOf(error)) && error instanceof Error) throw new CommandError(error.message)
    throw error
  }
}

async function listenOrClose(
  server: LatchkeyServer,
  where: Required<Pick<ListenOptions, 'host' | 'port'>> & Pick<ListenOptions, 'tls'>,
) {
  const { host, port } = where
  try {
    return await listen(server, { ...where, ownsProcess: true })
  } catch (error) {
    await server.close()
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw new CommandError(
          `port ${port} of ${host} is taken. Give another with --port; 0 takes any free one.`,
        )
      case 'ENOENT':
        throw new CommandError('the certificate or its key cannot be read.')
      case 'EACCES':
        throw new CommandError(`this user may not listen on port ${port}.`)
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new CommandError(`${host} is not an address of this machine.`)
      default:
        throw error
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
