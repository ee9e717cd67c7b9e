import { join } from 'node:path'

/** Where the parts of a data directory lie. */
export function filesOf(directory: string) {
  const folder = join(directory, 'database')
  return {
    folder,
    database: join(folder, 'latchkey.sqlite'),
    lock: join(directory, 'lock'),
    // Beside the database's folder, not in it: a copy of the database opens nothing.
    rootKey: join(directory, 'keys', 'root.key'),
  }
}
