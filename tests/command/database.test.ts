import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pinnedNode, root } from '../../scripts/installation.js'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-database-'))
const rootKey = join(folder, 'root.key')
writeFileSync(rootKey, randomBytes(32).toString('base64'))
const unreachable = 'postgres://ada:s3cret-word@127.0.0.1:1/latchkey'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `latchkey start`, which is to end by itself. */
function start(...words: string[]) {
  const { LATCHKEY_ROOT_KEY: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(
    pinnedNode,
    [join(root, 'packages/cli/dist/latchkey.mjs'), 'start', '--json', '--port', '0', ...words],
    { encoding: 'utf8', timeout: 20_000, env },
  )
  expect(stdout).toBe('')
  expect(stderr).not.toContain('s3cret-word')
  return { status, stderr }
}

describe('latchkey start --database', () => {
  it('refuses to start without the root key that is shared, and says how to make one', () => {
    const { status, stderr } = start('--database', unreachable)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^latchkey: --database needs the root key .* openssl rand -base64 32\n$/)
  })

  it('says in one line that the database cannot be reached, without its password', () => {
    const { status, stderr } = start('--database', unreachable, '--root-key-file', rootKey)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^latchkey: PostgreSQL cannot be reached: .*ECONNREFUSED 127\.0\.0\.1:1\.\n$/)
  })

  it('refuses what is no address of a PostgreSQL, without repeating it', () => {
    const { status, stderr } = start('--database', 'ada:s3cret-word@db', '--root-key-file', rootKey)
    expect(status).toBe(1)
    expect(stderr).toContain('postgres://USER:PASSWORD@HOST:5432/DATABASE')
  })

  it.each([['--in-memory'], ['--data', folder]])('cannot be combined with %s', (...words) => {
    const { status, stderr } = start('--database', unreachable, '--root-key-file', rootKey, ...words)
    expect(status).toBe(1)
    expect(stderr).toContain('cannot be used with')
  })

  it('refuses a root key that cannot be read, or is none', () => {
    const missing = start('--database', unreachable, '--root-key-file', join(folder, 'none'))
    expect(missing).toEqual({
      status: 1,
      stderr: `latchkey: the root key cannot be read from ${join(folder, 'none')}.\n`,
    })
    const short = join(folder, 'short.key')
    writeFileSync(short, 'c2hvcnQ=')
    const { status, stderr } = start('--database', unreachable, '--root-key-file', short)
    expect({ status, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, lines: 1 })
    expect(stderr).toContain('not 32 bytes in base64')
  })
})
