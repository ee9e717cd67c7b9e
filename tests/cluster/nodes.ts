import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'

/** Starts one more node on a database. All nodes of a folder share its root key. */
export function startNode(url: string, rootKeyFile: string): Promise<LatchkeyProcess> {
  // One issuer for all: a token of one node is a token of every other.
  const issuer = 'http://latchkey.test'
  return startLatchkey(['--database', url, '--root-key-file', rootKeyFile, '--issuer', issuer])
}

/** Writes a new root key into a folder; returns the file's path. */
export function makeRootKey(folder: string): string {
  const path = join(folder, 'root.key')
  writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  return path
}
