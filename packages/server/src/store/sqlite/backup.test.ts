import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeRow, poolRow, sessionRow } from '../conformance/rows.ts'
import { putCode, readCode } from '../units/codes.ts'
import { createPool, listPools } from '../units/pools.ts'
import { openSession, readSession } from '../units/sessions.ts'
import { backUpDirectory } from './backup.ts'
import { openSqlite, type SqliteEngine } from './engine.ts'
import { filesOf } from './files.ts'
import { lockDirectory } from './lock.ts'
import { migrateSqlite } from './migrate.ts'
import { restoreDirectory } from './restore.ts'

let folder: string
let source: string
let target: string
let file: string
let engine: SqliteEngine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-backup-'))
  source = join(folder, 'source')
  target = join(folder, 'target')
  file = join(folder, 'backup.sqlite')
  mkdirSync(filesOf(source).folder, { recursive: true })
  engine = openSqlite(filesOf(source).database)
  await migrateSqlite(engine, 0)
  await engine.write(function* () {
    yield* createPool(poolRow('one'))
    yield* openSession(sessionRow('session'))
    yield* putCode(codeRow('ada', 'hash'))
  })
})

afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function inTarget<T>(look: (restored: SqliteEngine) => Promise<T>): Promise<T> {
  const restored = openSqlite(filesOf(target).database)
  try {
    return await look(restored)
  } finally {
    await restored.close()
  }
}
const poolsIn = async (restored: SqliteEngine) =>
  (await restored.read(() => listPools({ after: '', limit: 10 }))).map(row => row.pool_id)

describe('a backup', () => {
  it('holds everything that was committed, while the database is in use, and nothing later', async () => {
    backUpDirectory(source, file)
    await engine.write(() => createPool(poolRow('later')))
    restoreDirectory(target, file, { now: 5 })
    expect(await inTarget(poolsIn)).toEqual(['one'])
  })

  it('is one file that only its owner can read', () => {
    backUpDirectory(source, file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['backup.sqlite', 'source'])
  })

  it('replaces no file, and is not made of a directory without a database', () => {
    writeFileSync(file, 'mine')
    expect(() => backUpDirectory(source, file)).toThrow(expect.objectContaining({ code: 'alreadyExists' }))
    expect(() => backUpDirectory(target, join(folder, 'other'))).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    )
  })
})

describe('a restored database', () => {
  const revokedAt = (restored: SqliteEngine) => restored.read(() => readSession('pool', 'session'))
  const code = (restored: SqliteEngine) => restored.read(() => readCode('pool', 'ada', 'signUp'))

  it('has no open session and no code: some were revoked or used up since', async () => {
    backUpDirectory(source, file)
    restoreDirectory(target, file, { now: 5 })
    expect(await inTarget(revokedAt)).toMatchObject({ revoked_at: 5 })
    expect(await inTarget(code)).toBeUndefined()
  })

  it('keeps them when asked to', async () => {
    backUpDirectory(source, file)
    restoreDirectory(target, file, { now: 5, keepSessions: true })
    expect(await inTarget(revokedAt)).toMatchObject({ revoked_at: 0 })
    expect(await inTarget(code)).toMatchObject({ code_hash: 'hash' })
  })

  it('takes the place of another one only when asked to', async () => {
    backUpDirectory(source, file)
    restoreDirectory(target, file, { now: 5 })
    await inTarget(restored => restored.write(() => createPool(poolRow('unwanted'))))
    expect(() => restoreDirectory(target, file, { now: 5 })).toThrow(
      expect.objectContaining({ code: 'alreadyExists' }),
    )
    expect(await inTarget(poolsIn)).toEqual(['one', 'unwanted'])
    restoreDirectory(target, file, { now: 5, replace: true })
    expect(await inTarget(poolsIn)).toEqual(['one'])
  })

  it('is refused while a server uses the directory', () => {
    backUpDirectory(source, file)
    mkdirSync(target)
    const release = lockDirectory(filesOf(target).lock)
    expect(() => restoreDirectory(target, file, { now: 5 })).toThrow(
      expect.objectContaining({ code: 'dataDirectoryLocked' }),
    )
    release()
  })

  it.each([
    ['text', (path: string) => writeFileSync(path, 'not a database')],
    ['a database of somebody else', (path: string) => openSqlite(path).execute('CREATE TABLE mine (a)')],
  ])('is refused when the file is %s, and leaves the old one alone', async (_, make) => {
    backUpDirectory(source, file)
    restoreDirectory(target, file, { now: 5 })
    const wrong = join(folder, 'wrong.sqlite')
    make(wrong)
    expect(() => restoreDirectory(target, wrong, { now: 5, replace: true })).toThrow(
      expect.objectContaining({ code: 'databaseDamaged' }),
    )
    expect(await inTarget(poolsIn)).toEqual(['one'])
    expect(readdirSync(filesOf(target).folder)).toEqual(['latchkey.sqlite'])
  })

  it('is refused when a newer version made it', () => {
    engine.execute(`INSERT INTO schema_migrations VALUES ('999-from-the-future', 0)`)
    backUpDirectory(source, file)
    expect(() => restoreDirectory(target, file, { now: 5 })).toThrow(
      expect.objectContaining({ code: 'schemaTooNew' }),
    )
  })
})
