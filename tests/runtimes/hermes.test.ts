/** Hermes, React Native's engine, by its command line: it has BigInt, and neither WebCrypto nor a native module. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInHermes } from '../harness/hermes.ts'

test('in Hermes the client signs in by SRP, renews once for a hundred calls, survives a relaunch and signs out', async () => {
  expect(JSON.parse(await runInHermes(join(import.meta.dirname, 'hermes', 'app.ts')))).toEqual({
    wrong: 'notAuthorized',
    signInState: 'signedIn',
    username: 'ada',
    refreshes: 1,
    accessKeyId: 'ASIA1',
    attributes: { email: 'ada@example.com' },
    relaunched: 'signedIn',
    states: ['signedOut', 'signedIn', 'signedOut'],
  })
})
