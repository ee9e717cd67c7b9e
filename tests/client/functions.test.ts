/** Programs of functions against the server: the pools' ids as configuration, and the features that they name. */
import {
  createClient,
  type FunctionsOptions,
  getAWSCredentials,
  getTokens,
  initialize,
  memoryStorage,
  secretHash,
  signIn,
  signOut,
} from '@latchkey/client/functions'
import { createServer, type LatchkeyServer, type Listening, listen } from '@latchkey/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'
import { credentials } from './app.ts'
import { createAppClient } from './path.ts'

let server: LatchkeyServer
let listening: Listening
let pools: Pools

beforeAll(async () => {
  server = await createServer({ local: true })
  listening = await listen(server, { port: 0 })
  pools = await createPools(listening.url)
})

afterAll(async () => {
  await listening.close()
  await server.close()
})

/** The configuration of pools on this server. */
function configurationOf({ userPoolId, clientId, identityPoolId }: Pools) {
  const endpoint = `${listening.url}/`
  return {
    userPool: { poolId: userPoolId, clientId, endpoint },
    identityPool: { poolId: identityPoolId, endpoint },
  }
}

test('a program without any feature walks from sign-in to sign-out', async () => {
  const storage = memoryStorage()
  const options: FunctionsOptions = { configuration: configurationOf(pools), storage }
  const client = createClient(options)
  const person = await createPerson(listening.url, pools.userPoolId)
  expect((await signIn(client, credentials(person))).signInState).toBe('signedIn')
  const { accessToken } = await getTokens(client, { forceRefresh: true })
  expect(accessToken.claims?.username).toBe(client.session?.username)
  const { accessKeyId, identityId } = await getAWSCredentials(client)
  expect(accessKeyId).toMatch(/^A/)

  const again = createClient(options)
  expect((await initialize(again)).userState).toBe('signedIn')
  expect((await getAWSCredentials(again)).identityId).toBe(identityId)
  await signOut(again, { signOutGlobally: true })
  expect(await storage.list('')).toEqual([])
  expect((await initialize(createClient(options))).userState).toBe('signedOut')
})

test('an app client’s secret is proven by the feature, and missed by the service without it', async () => {
  const { clientSecret, ...confidential } = await createAppClient(listening.url, pools, {
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  })
  const { userPool } = configurationOf(confidential)
  const configuration = { userPool: { ...userPool, clientSecret } }
  const person = await createPerson(listening.url, pools.userPoolId)
  const ignorant = createClient({ configuration })
  await expect(signIn(ignorant, credentials(person))).rejects.toMatchObject({
    kind: 'notAuthorized',
    message: expect.stringContaining('secret'),
  })
  const knowing = createClient({ configuration, features: { secretHash } })
  expect((await signIn(knowing, credentials(person))).signInState).toBe('signedIn')
  expect((await getTokens(knowing, { forceRefresh: true })).refreshToken).toBeDefined()
})
