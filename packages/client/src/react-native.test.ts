import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { afterEach, expect, test, vi } from 'vitest'
import { appBackground, pureSrpEngine } from './entries/react-native.ts'
import { AWSMobileClient } from './index.ts'
import { memoryStorage } from './storage/memory.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from './testing/fake-service.ts'
import { settled } from './testing/set-up.ts'

afterEach(() => vi.unstubAllGlobals())

test('the hashes in JavaScript are those of OpenSSL', async () => {
  for (const length of [0, 1, 55, 64, 384, 1_000]) {
    const [key, message] = [new Uint8Array(length).fill(7), new Uint8Array(length).fill(length)]
    expect(Buffer.from(await pureSrpEngine.sha256(message))).toEqual(
      Buffer.from(await nodeSrpEngine.sha256(message)),
    )
    expect(Buffer.from(await pureSrpEngine.hmac(key, message))).toEqual(
      Buffer.from(await nodeSrpEngine.hmac(key, message)),
    )
  }
})

test('a runtime without WebCrypto signs in by SRP, with no native module (amplify-js#194)', async () => {
  const clock = fakeClock()
  const service = fakeService(clock)
  vi.stubGlobal('crypto', undefined)
  let seed = 1
  const client = new AWSMobileClient({
    configuration: fakeConfiguration,
    srp: pureSrpEngine,
    // For tests alone: an app gives what its platform has.
    random: length => Uint8Array.from({ length }, () => (seed = (seed * 16_807) % 2_147_483_647) & 255),
    storage: memoryStorage(),
    clock,
    fetch: service.fetch,
  })
  expect((await client.signIn({ username: 'ada', password: 'Passw0rd!' })).signInState).toBe('signedIn')
  expect((await client.getTokens({ forceRefresh: true })).accessToken.claims?.username).toBe('ada')
})

test('an app in the background has its tokens renewed once it is back', async () => {
  const clock = fakeClock()
  const service = fakeService(clock)
  // A stand-in for AppState of `react-native`, which needs a device.
  const listeners: (() => void)[] = []
  const appState = {
    currentState: 'active',
    addEventListener: (_type: 'change', listener: () => void) => listeners.push(listener),
  }
  const become = (state: string) => {
    appState.currentState = state
    for (const listener of listeners) listener()
  }
  const client = new AWSMobileClient({
    configuration: fakeConfiguration,
    autoRefresh: true,
    background: appBackground(appState),
    storage: memoryStorage(),
    clock,
    fetch: service.fetch,
  })
  await client.signIn({ username: 'ada', password: 'Passw0rd!' })
  await import('./more.ts')
  await settled()
  become('background')
  clock.advance(7_200_000)
  await settled()
  expect(service.count('GetTokensFromRefreshToken')).toBe(0)
  become('active')
  await vi.waitFor(() => expect(service.count('GetTokensFromRefreshToken')).toBe(1))
})
