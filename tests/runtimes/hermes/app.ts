/** The client in Hermes: from sign-in by SRP to sign-out, at the service that its unit tests have in memory. */
import { AWSMobileClient, memoryStorage } from '@latchkey/client'
import { pureSrpEngine } from '@latchkey/client/react-native'
import { isAWSMobileClientError } from '../../../packages/client/src/errors/error.ts'
import { fakeClock } from '../../../packages/client/src/testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from '../../../packages/client/src/testing/fake-service.ts'

declare function print(text: string): void

const clock = fakeClock()
const service = fakeService(clock)
let seed = 1
const options = {
  configuration: fakeConfiguration,
  srp: pureSrpEngine,
  // For tests alone: an app gives what its platform has.
  random: (length: number) =>
    Uint8Array.from({ length }, () => (seed = (seed * 16_807) % 2_147_483_647) & 255),
  storage: memoryStorage(),
  clock,
  fetch: service.fetch,
}

async function walk() {
  const client = new AWSMobileClient(options)
  const states: string[] = []
  client.addUserStateListener(state => states.push(state))
  await client.initialize()
  const wrong = await client
    .signIn({ username: 'ada', password: 'wrong' })
    .catch(error => isAWSMobileClientError(error) && error.kind)
  const { signInState } = await client.signIn({ username: 'ada', password: 'Passw0rd!' })
  const calls = await Promise.all(Array.from({ length: 100 }, () => client.getTokens({ forceRefresh: true })))
  const { accessKeyId } = await client.getAWSCredentials()
  const attributes = await client.getUserAttributes()
  const relaunched = await new AWSMobileClient(options).initialize()
  const username = calls[0]?.accessToken.claims?.username
  await client.signOut()
  return {
    wrong,
    signInState,
    username,
    refreshes: service.count('GetTokensFromRefreshToken'),
    accessKeyId,
    attributes,
    relaunched: relaunched.userState,
    states,
  }
}

walk().then(
  seen => print(JSON.stringify(seen)),
  error => print(`failed: ${error?.stack ?? error} ${error?.cause?.stack ?? ''}`),
)
