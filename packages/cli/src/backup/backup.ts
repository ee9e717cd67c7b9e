import { backUpDirectory, restoreDirectory, StoreError } from '@latchkey/server'
import { CommandError } from '../command-error.ts'

/** `latchkey backup` as it was typed. */
export interface BackupOptions {
  readonly data: string
}

/** `latchkey restore` as it was typed. */
export interface RestoreCommandOptions extends BackupOptions {
  readonly replace?: boolean
  readonly keepSessions?: boolean
}

/**
 * Makes a backup; returns what the person is told.
 *
 * @throws CommandError when there is no database, or the file is there already
 */
export function backup(file: string, { data }: BackupOptions): string {
  explaining(() => backUpDirectory(data, file), 'Choose another name.')
  return `The database of ${data} is in ${file}. It opens only with its root key, ${data}/keys/root.key: keep a copy of that elsewhere.`
}

/**
 * Puts a backup in place; returns what the person is told.
 *
 * @param now milliseconds since the epoch
 * @throws CommandError when a server is running, a database is in the way, or the backup is not sound
 */
export function restore(file: string, options: RestoreCommandOptions, now: number): string {
  const { data, replace = false, keepSessions = false } = options
  explaining(
    () => restoreDirectory(data, file, { replace, keepSessions, now }),
    'Give --replace to put the backup in its place.',
  )
  const sessions = keepSessions ? '' : ' Everybody has to sign in anew.'
  return `${file} is the database of ${data} now.${sessions} It opens only with the root key it was made with, in ${data}/keys/root.key.`
}

/** @param whatToDo when something is in the way */
function explaining(work: () => void, whatToDo: string): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    const hint = error.code === 'alreadyExists' ? ` ${whatToDo}` : ''
    throw new CommandError(`${error.message}${hint}`, { cause: error })
  }
}
