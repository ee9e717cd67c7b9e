import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'

/**
 * Keeps a second process off a data directory. The lock is an open exclusive transaction on a file of its own:
 * the operating system releases it when the process ends, however it ends.
 *
 * @returns releases the lock
 * @throws StoreError `dataDirectoryLocked`
 */
export function lockDirectory(path: string): () => void {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw new StoreError(
      'dataDirectoryLocked',
      `The data directory is in use by another Latchkey process (${path} is locked). Stop it, or choose another directory.`,
      { cause },
    )
  }
  return () => database.close()
}
