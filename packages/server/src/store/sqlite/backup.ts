import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../store-error.ts'
import { filesOf } from './files.ts'

/**
 * Copies the database of a data directory into one file, of one moment, while a server may be using it. The root
 * key is not in it: without the key nothing that is sealed can be opened, so it has to be kept elsewhere.
 *
 * @param to the file to be made, mode 0600; on disk when this returns
 * @throws StoreError `notFound` when the directory has no database, `alreadyExists` when the file is there
 */
export function backUpDirectory(directory: string, to: string): void {
  const { database } = filesOf(directory)
  if (!existsSync(database)) throw new StoreError('notFound', `There is no database in ${directory}.`)
  if (existsSync(to)) throw new StoreError('alreadyExists', `${to} is there already.`)
  const part = `${to}.part`
  rmSync(part, { force: true })
  copyInto(database, part)
  renameSync(part, to)
  makeDurable(dirname(to))
}

/** Writes a compact copy of what is committed. The file it comes from is not changed. */
export function copyInto(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    source.prepare('VACUUM INTO ?').run(to)
  } finally {
    source.close()
  }
  chmodSync(to, 0o600)
  makeDurable(to)
}

/** Waits until a file or the names in a folder are on the disk. */
export function makeDurable(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
