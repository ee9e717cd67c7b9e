/** Hermes, React Native's engine, by its command line: it has BigInt, and neither WebCrypto nor a native module. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { pinnedNode } from '../../scripts/installation.js'
import { bundleForHermes, compileByHermes, reactNativeTools, runInHermes } from '../harness/hermes.ts'
import { installPacked } from '../harness/packed-package.ts'

const here = import.meta.dirname

test('in Hermes the client signs in by SRP, renews once for a hundred calls, survives a relaunch and signs out', async () => {
  expect(JSON.parse(runInHermes(await bundleForHermes(join(here, 'hermes', 'app.ts'))))).toEqual({
    wrong: 'notAuthorized',
    signInState: 'signedIn',
    username: 'ada',
    refreshes: 1,
    accessKeyId: 'ASIA1',
    attributes: { email: 'ada@example.com' },
    relaunched: 'signedIn',
    states: ['signedOut', 'signedIn', 'signedOut'],
  })
}, 240_000)

test('in Hermes the hosted UI signs in through the system’s session, and renews its tokens', async () => {
  expect(JSON.parse(runInHermes(await bundleForHermes(join(here, 'hermes', 'hosted-ui.ts'))))).toEqual({
    userState: 'signedIn',
    username: 'ada',
    asked: ['/oauth2/authorize', 'S256', 'authorization_code', 'refresh_token'],
    renewed: true,
  })
}, 240_000)

describe('the published package, bundled by Metro as React Native sets it up,', () => {
  let app: string

  beforeAll(() => {
    const installed = reactNativeTools()
    installPacked('client', installed)
    app = join(installed, 'app')
    rmSync(app, { recursive: true, force: true })
    cpSync(join(here, 'metro-app'), app, { recursive: true })
    cpSync(join(here, 'hermes', 'react-native-globals.js'), join(app, 'react-native-globals.js'))
  }, 240_000)

  const bundle = (profile: string) => {
    execFileSync(pinnedNode, ['build.cjs', profile], { cwd: app, stdio: 'pipe' })
    return join(app, `${profile}.js`)
  }

  test('runs in Hermes', () => {
    expect(JSON.parse(runInHermes(readFileSync(bundle('default'), 'utf8')))).toEqual({
      signInState: 'signedIn',
      attributes: { email: 'ada@example.com' },
      stored: true,
      relaunched: 'signedIn',
      left: false,
    })
  })

  test('is taken by the compiler of today’s Hermes, as a release build gives it', () => {
    const program = join(app, 'release.hbc')
    compileByHermes(bundle('hermes-stable'), program)
    // "Hermes bytecode" in Greek letters: https://github.com/facebook/hermes, BytecodeFileFormat.h.
    expect(readFileSync(program).readBigUInt64LE(0)).toBe(0x1f1903c103bc1fc6n)
  })
})
