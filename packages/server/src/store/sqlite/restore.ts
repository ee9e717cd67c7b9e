import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pendingMigrations } from '../migrations.ts'
import { StoreError } from '../store-error.ts'
import { copyInto, makeDurable } from './backup.ts'
import { filesOf } from './files.ts'
import { lockDirectory } from './lock.ts'

export interface RestoreOptions {
  /** Replaces a database that is there. Default: false. */
  readonly replace?: boolean
  /**
   * Keeps sessions and codes as they were. Whatever was revoked or used up since the backup then works again, so by
   * default everybody has to sign in anew. Default: false.
   */
  readonly keepSessions?: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Puts a backup into a data directory that no server is using. The old database is there until the new one is
 * complete and on disk.
 *
 * @throws StoreError `dataDirectoryLocked`, `notFound` when there is no such file, `alreadyExists` when there is a
 *   database and `replace` is not set, `databaseDamaged` when the backup is not sound, `schemaTooNew`
 */
export function restoreDirectory(directory: string, from: string, options: RestoreOptions): void {
  if (!existsSync(from)) throw new StoreError('notFound', `There is no file ${from}.`)
  const { folder, database, lock } = filesOf(directory)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const release = lockDirectory(lock)
  try {
    if (existsSync(database) && !options.replace) {
      throw new StoreError('alreadyExists', `There is a database in ${directory} already.`)
    }
    const part = `${database}.part`
    rmSync(part, { force: true })
    try {
      prepare(from, part, options)
    } catch (error) {
      rmSync(part, { force: true })
      throw error
    }
    // What belongs to the old database must not be taken for the new one's.
    for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
    renameSync(part, database)
    makeDurable(folder)
  } finally {
    release()
  }
}

function prepare(from: string, part: string, { keepSessions = false, now }: RestoreOptions): void {
  const damaged = (cause?: unknown) =>
    new StoreError('databaseDamaged', `${from} is not a sound database of Latchkey.`, { cause })
  try {
    copyInto(from, part)
  } catch (cause) {
    throw damaged(cause)
  }
  const copy = new DatabaseSync(part)
  try {
    const steps = stepsOf(copy)
    if (!isSound(copy) || !steps) throw damaged()
    pendingMigrations(steps)
    if (!keepSessions) {
      copy.prepare('UPDATE sessions SET revoked_at = ? WHERE revoked_at = 0').run(now)
      copy.exec('DELETE FROM codes')
    }
  } finally {
    copy.close()
  }
  makeDurable(part)
}

function isSound(copy: DatabaseSync): boolean {
  return Object.values(copy.prepare('PRAGMA integrity_check').get() ?? {})[0] === 'ok'
}

/** The migrations that a database went through, or nothing when it is somebody else's. */
function stepsOf(copy: DatabaseSync): string[] | undefined {
  const table = copy.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'`).get()
  if (!table) return undefined
  return copy
    .prepare('SELECT name FROM schema_migrations')
    .all()
    .map(row => String(row['name']))
}
