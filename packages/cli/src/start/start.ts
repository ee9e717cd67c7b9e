import { readFileSync } from 'node:fs'
import { createServer, type LatchkeyServer, listen, type StoreErrorCode } from '@latchkey/server'
import { CommandError } from '../command-error.ts'
import { greeting } from './greeting.ts'
import { isLoopback, type StartOptions, serverOptions } from './options.ts'
import { readyMade } from './ready-made.ts'

/**
 * Starts the server, says so, and ends it in order on SIGINT or SIGTERM.
 *
 * @throws CommandError when the port is taken, the data directory is in use, the database or the root key is not to
 *   be had, or the address may not be used
 */
export async function start(options: StartOptions): Promise<void> {
  const settings = serverOptions(options, rootKeyOf(options))
  // A program that starts the server makes the pools that it wants; a person finds one ready.
  const provision = settings.local && !options.json ? readyMade(options.region) : undefined
  const server = await create({ ...settings, ...(provision ? { provision } : {}) })
  const listening = await listenOrClose(server, options)
  if (!isLoopback(options.host) && options.issuer === undefined) {
    console.error(
      `latchkey: tokens name ${listening.url} as their issuer. Give --issuer if clients see another.`,
    )
  }
  if (options.json) console.log(JSON.stringify({ url: listening.url, pid: process.pid }))
  else console.log(greeting({ ...options, url: listening.url, local: settings.local === true, provision }))

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

async function listenOrClose(server: LatchkeyServer, { host, port }: StartOptions) {
  try {
    return await listen(server, { host, port, ownsProcess: true })
  } catch (error) {
    await server.close()
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw new CommandError(
          `port ${port} of ${host} is taken. Give another with --port; 0 takes any free one.`,
        )
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
