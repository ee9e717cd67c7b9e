/** Hermes, React Native's engine, by its command line: it has BigInt, and neither WebCrypto nor a native module. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pinnedNode } from '../../scripts/installation.js'
import { bundleForHermes, reactNativeTools, runInHermes } from '../harness/hermes.ts'
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

test('the published package is bundled by Metro as React Native sets it up, and runs in Hermes', () => {
  const installed = reactNativeTools()
  installPacked('client', installed)
  const app = join(installed, 'app')
  rmSync(app, { recursive: true, force: true })
  cpSync(join(here, 'metro-app'), app, { recursive: true })
  cpSync(join(here, 'hermes', 'react-native-globals.js'), join(app, 'react-native-globals.js'))
  execFileSync(pinnedNode, ['build.cjs'], { cwd: app, stdio: 'pipe' })
  expect(JSON.parse(runInHermes(readFileSync(join(app, 'bundle.js'), 'utf8')))).toEqual({
    signInState: 'signedIn',
    attributes: { email: 'ada@example.com' },
    relaunched: 'signedIn',
    stored: true,
    left: false,
  })
}, 240_000)
