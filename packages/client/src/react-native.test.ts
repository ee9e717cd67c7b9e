import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { afterEach, expect, test, vi } from 'vitest'
import { pureSrpEngine } from './entries/react-native.ts'
import { AWSMobileClient } from './index.ts'
import { memoryStorage } from './storage/memory.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from './testing/fake-service.ts'

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
