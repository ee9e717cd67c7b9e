import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ensurePostgres } from '../../scripts/postgres-programs.js'
import { freePort } from './free-port.ts'

/** A PostgreSQL of the test's own, on this machine alone. */
export interface PostgresServer {
  /** Makes an empty database. */
  createDatabase(): Promise<string>
  /** Runs SQL as the owner of everything. */
  query(sql: string): Promise<Record<string, unknown>[]>
  readonly port: number
  /** Ends it at once, without a checkpoint (SIGQUIT); `start` brings it back. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Ends it and deletes everything. */
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function otherThanRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout)
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody here.')
}

/**
 * Starts a PostgreSQL in a temporary folder. Its databases order text by English rules, as many do, so that
 * what relies on the order of bytes has to say so.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = ensurePostgres()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-postgres-'))
  const user = otherThanRoot()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const words = ['-D', data, '-U', 'latchkey', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
  const initdb = spawnSync(
    join(programs, 'initdb'),
    [...words, '--locale-provider=icu', '--icu-locale=en-US'],
    { ...user, cwd: folder, encoding: 'utf8' },
  )
  if (initdb.status !== 0)
    throw new Error(`initdb of ${programs} failed: ${initdb.stderr ?? initdb.error?.message}`)

  const port = await freePort()
  let child: ChildProcess | undefined
  let databases = 0
  const urlOf = (database: string) => `postgres://latchkey@127.0.0.1:${port}/${database}`

  async function query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=60',
    ]
    const process = spawn(
      join(programs, 'postgres'),
      ['-D', data, ...settings.flatMap(setting => ['-c', setting])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    child = process
    let said = ''
    process.stderr.setEncoding('utf8').on('data', text => (said = `${said}${text}`.slice(-2000)))
    for (let attempt = 0; ; attempt += 1) {
      try {
        await query('SELECT 1')
        return
      } catch (cause) {
        if (attempt === 200 || process.exitCode !== null)
          throw new Error(`PostgreSQL did not start: ${said}`, { cause })
        await pause(50)
      }
    }
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return Promise.resolve()
    return new Promise(resolve => {
      running.once('exit', () => resolve())
      running.kill(signal)
    })
  }

  await start()
  return {
    async createDatabase() {
      const name = `test_${++databases}`
      await query(`CREATE DATABASE ${name}`)
      return urlOf(name)
    },
    query,
    port,
    crash: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
