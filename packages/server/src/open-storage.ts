import { mkdirSync } from 'node:fs'
import { parseRootKey, readOrCreateRootKey } from './keys/root-key.ts'
import type { ServerOptions } from './options.ts'
import { openSqlite } from './store/sqlite/engine.ts'
import { filesOf } from './store/sqlite/files.ts'
import { lockDirectory } from './store/sqlite/lock.ts'
import { migrateSqlite } from './store/sqlite/migrate.ts'
import { StoreError } from './store/store-error.ts'
import type { Engine } from './store/unit.ts'

/** A database whose schema is up to date, and the key that opens what is sealed in it. */
export interface OpenStorage {
  readonly engine: Engine
  readonly rootKey: Buffer
  /** To be called after the engine was closed. */
  readonly release: () => void
}

interface Ports {
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}

/**
 * Opens what `storage` names.
 *
 * @throws StoreError `dataDirectoryLocked`, `schemaTooNew`, `rootKeyInvalid`, `rootKeyMissing`,
 *   `databaseUnavailable`, `databaseRefused`
 */
export async function openStorage(
  { storage = { kind: 'memory' }, rootKey }: Pick<ServerOptions, 'storage' | 'rootKey'>,
  ports: Ports,
): Promise<OpenStorage> {
  const given = rootKey === undefined ? undefined : parseRootKey(rootKey, 'the option rootKey')
  switch (storage.kind) {
    case 'memory':
      return await openMemory(given, ports)
    case 'directory':
      return await openDirectory(storage.path, given, ports)
    case 'postgres':
      return await openShared(storage.url, given, ports)
  }
}

async function openMemory(given: Buffer | undefined, { now, random }: Ports): Promise<OpenStorage> {
  const engine = openSqlite(':memory:')
  await migrateSqlite(engine, now())
  return { engine, rootKey: given ?? Buffer.from(random(32)), release: () => {} }
}

async function openDirectory(
  path: string,
  given: Buffer | undefined,
  { now, random }: Ports,
): Promise<OpenStorage> {
  const files = filesOf(path)
  mkdirSync(files.folder, { recursive: true, mode: 0o700 })
  const release = lockDirectory(files.lock)
  try {
    const rootKey = given ?? readOrCreateRootKey(files.rootKey, random)
    const engine = openSqlite(files.database)
    await migrateSqlite(engine, now())
    return { engine, rootKey, release }
  } catch (error) {
    release()
    throw error
  }
}

async function openShared(
  url: string,
  rootKey: Buffer | undefined,
  { now, random }: Ports,
): Promise<OpenStorage> {
  if (!rootKey) {
    throw new StoreError(
      'rootKeyMissing',
      'A shared database needs the root key that all its nodes share: 32 bytes in base64, in the option rootKey.',
    )
  }
  // Loaded only here: a server on SQLite starts without the driver.
  const { openPostgres } = await import('./store/postgres/engine.ts')
  const { migratePostgres } = await import('./store/postgres/migrate.ts')
  const engine = openPostgres(url, { random: () => (random(1)[0] ?? 0) / 256 })
  try {
    await migratePostgres(engine, now())
  } catch (error) {
    await engine.close()
    throw error
  }
  return { engine, rootKey, release: () => {} }
}
