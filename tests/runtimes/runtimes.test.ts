/** The published package in the runtimes that an app may have: one program, one server, each runtime's own process. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../scripts/installation.js'
import { ensureNpmPackages } from '../../scripts/npm-programs.js'
import { configurationOf } from '../client/path.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { installPacked } from '../harness/packed-package.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let app: string
let programs: string

beforeAll(async () => {
  programs = join(ensureNpmPackages('runtimes', { deno: '2.9.6', bun: '1.4.5' }), 'node_modules', '.bin')
  app = mkdtempSync(join(tmpdir(), 'latchkey-runtimes-'))
  installPacked('client', app)
  cpSync(join(import.meta.dirname, 'program.js'), join(app, 'program.js'))
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
}, 240_000)

afterAll(async () => {
  await latchkey.stop()
  rmSync(app, { recursive: true })
})

/** What the program says of its walk, run by a command that is given the program's one argument last. */
async function walk(command: string, args: readonly string[]): Promise<unknown> {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const told = JSON.stringify({ configuration: configurationOf(latchkey.url, pools), username, password })
  const env = { ...process.env, DENO_DIR: join(app, 'deno'), NO_COLOR: '1' }
  // It ends by itself: nothing of the client keeps a process alive.
  const settings = { cwd: app, env, timeout: 20_000 }
  const { stdout, stderr } = await promisify(execFile)(command, [...args, told], settings)
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const wholeWalk = {
  signInState: 'signedIn',
  subject: true,
  renewed: true,
  accessKeyId: expect.stringMatching(/^ASIA/),
  identityId: expect.stringMatching(/^us-east-1:/),
  name: 'Ada',
  wrong: 'notAuthorized',
  relaunched: 'signedIn',
  states: ['signedOut', 'signedIn', 'signedOut'],
}

describe('the package as it is published walks from sign-in to sign-out', () => {
  test('in Node', async () => {
    writeFileSync(join(app, 'package.json'), '{"type":"module","private":true}')
    expect(await walk(pinnedNode, ['program.js'])).toEqual(wholeWalk)
  })

  test('in Bun', async () => {
    expect(await walk(join(programs, 'bun'), ['program.js'])).toEqual(wholeWalk)
  })

  test('in Deno by an import map, allowed nothing but to speak with the server', async () => {
    const dist = './node_modules/@latchkey/client/dist'
    const imports = {
      '@latchkey/client': `${dist}/index.mjs`,
      '@latchkey/client/storage': `${dist}/storage/index.mjs`,
    }
    writeFileSync(join(app, 'import-map.json'), JSON.stringify({ imports }))
    const { host } = new URL(latchkey.url)
    const settings = ['--no-config', '--no-prompt', '--import-map=import-map.json', `--allow-net=${host}`]
    expect(await walk(join(programs, 'deno'), ['run', ...settings, 'program.js'])).toEqual(wholeWalk)
  })

  test('in Deno by its name in node_modules', async () => {
    writeFileSync(join(app, 'deno.json'), '{"nodeModulesDir":"manual"}')
    const { host } = new URL(latchkey.url)
    const settings = ['--no-prompt', '--allow-read=.', `--allow-net=${host}`]
    expect(await walk(join(programs, 'deno'), ['run', ...settings, 'program.js'])).toEqual(wholeWalk)
  })
})
