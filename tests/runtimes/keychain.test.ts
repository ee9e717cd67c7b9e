/**
 * GNOME's keychain, the Secret Service of Linux, with a session bus of its own; the client reaches it through
 * `@napi-rs/keyring`, as an app's does.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureKeychain } from '../../scripts/external-programs.js'
import { pinnedNode } from '../../scripts/installation.js'
import { ensureNpmPackages } from '../../scripts/npm-programs.js'
import { configurationOf } from '../client/path.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let home: string
let keyring: string

beforeAll(async () => {
  expect(ensureKeychain()).toBe(true)
  const installed = ensureNpmPackages('keychain', { '@napi-rs/keyring': '2.1.2' })
  keyring = pathToFileURL(join(installed, 'node_modules', '@napi-rs', 'keyring', 'index.js')).href
  home = mkdtempSync(join(tmpdir(), 'latchkey-keychain-'))
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
})

afterAll(async () => {
  await latchkey.stop()
  rmSync(home, { recursive: true })
})

beforeEach(() => rmSync(folder(), { recursive: true, force: true }))

const folder = () => join(home, 'session')

/** Runs a line of shell while the person is logged in at the desktop, which unlocks the keychain of this home. */
async function atTheDesktop(line: string, unlocked = true): Promise<string> {
  const unlock = 'printf %s desktop-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null'
  const env = { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home }
  const words = ['--', 'sh', '-ec', unlocked ? `${unlock}; ${line}` : line]
  const { stdout } = await promisify(execFile)('dbus-run-session', words, { env, timeout: 30_000 })
  return stdout
}

function app(person: { username?: string; password?: string } = {}): string {
  const told = {
    configuration: configurationOf(latchkey.url, pools),
    directory: folder(),
    keyring,
    ...person,
  }
  const program = join(import.meta.dirname, 'keychain-app.js')
  const settings = '--conditions=latchkey-source --disable-warning=ExperimentalWarning'
  return `${pinnedNode} ${settings} ${program} '${JSON.stringify(told)}'`
}

test('a session outlives the app, its key in the keychain and nothing legible on the disk', async () => {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const signedIn = JSON.parse(await atTheDesktop(app({ username, password })))
  expect(signedIn).toEqual({ outcome: 'signedIn', username, troubles: [] })

  // After the next login: another bus, another process of the keychain.
  expect(JSON.parse(await atTheDesktop(app()))).toEqual({ outcome: 'signedIn', username, troubles: [] })
  const kept = await atTheDesktop('secret-tool search --all service shop 2>&1')
  const key = /^secret = (.*)$/m.exec(kept)?.[1] ?? ''
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  for (const file of readdirSync(folder())) {
    const bytes = readFileSync(join(folder(), file), 'latin1')
    for (const word of [key, username, 'accessToken'])
      expect([file, bytes.includes(word)]).toEqual([file, false])
  }
  // The fall-back beside it was never made.
  expect(existsSync(`${folder()}.files`)).toBe(false)
})

const withoutKeychain = async (line: string) => {
  const env = { PATH: process.env['PATH'], HOME: home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
  return JSON.parse((await promisify(execFile)('sh', ['-ec', line], { env, timeout: 30_000 })).stdout)
}

test('a keychain that does not answer signs nobody out: it is a storage error, until it answers again', async () => {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  await atTheDesktop(app({ username, password }))
  expect(await withoutKeychain(app())).toMatchObject({ outcome: 'storage' })
  // Locked: the keychain is there, and its password is asked for in vain.
  expect(JSON.parse(await atTheDesktop(app(), false))).toMatchObject({ outcome: 'storage' })
  expect(JSON.parse(await atTheDesktop(app()))).toEqual({ outcome: 'signedIn', username, troubles: [] })
})

test('a key that somebody took out of the keychain leaves nothing that can be read: the person signs in anew', async () => {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  await atTheDesktop(app({ username, password }))
  await atTheDesktop('secret-tool clear service shop')
  expect(JSON.parse(await atTheDesktop(app()))).toEqual({ outcome: 'signedOut', troubles: [] })
  expect(JSON.parse(await atTheDesktop(app({ username, password })))).toMatchObject({ outcome: 'signedIn' })
  expect(JSON.parse(await atTheDesktop(app()))).toMatchObject({ outcome: 'signedIn', username })
})

test('without a keychain the session is in an encrypted file, and the app is told why', async () => {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const { troubles, ...signedIn } = await withoutKeychain(app({ username, password }))
  expect(signedIn).toEqual({ outcome: 'signedIn', username })
  expect(troubles).toHaveLength(1)
  expect(await withoutKeychain(app())).toMatchObject({ outcome: 'signedIn', username })
  expect(readdirSync(`${folder()}.files`).length).toBeGreaterThan(0)
})
