import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from '../store/store-error.ts'

/** The root key is 32 bytes; every key in the database is sealed by it. */
const rootKeyLength = 32

/**
 * Reads the root key from its file, or makes one (mode 0600) when there is none. It lies outside the database
 * directory, so that a copy of the database alone opens nothing.
 *
 * @throws StoreError `rootKeyInvalid`
 */
export function readOrCreateRootKey(path: string, random: (length: number) => Uint8Array): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return parseRootKey(readFileSync(path, 'utf8'), path)
  }
  const key = Buffer.from(random(rootKeyLength))
  writeSync(file, `${key.toString('base64')}\n`)
  fsyncSync(file)
  closeSync(file)
  return key
}

/**
 * @param text 32 bytes in base64
 * @param source names the place in the error
 */
export function parseRootKey(text: string, source: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== rootKeyLength) {
    throw new StoreError('rootKeyInvalid', `The root key in ${source} is not 32 bytes in base64.`)
  }
  return key
}
