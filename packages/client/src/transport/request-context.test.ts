import { expect, test } from 'vitest'
import { AWSMobileClient } from '../index.ts'
import type { ClientOptions } from '../session/client.ts'
import { memoryStorage } from '../storage/memory.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from '../testing/fake-service.ts'

const withPinpoint = {
  CognitoUserPool: { Default: { ...fakeConfiguration.CognitoUserPool.Default, PinpointAppId: 'app1' } },
}

/** A walk that asks for most things; what went with each request is told. */
async function walk(options: ClientOptions) {
  const clock = fakeClock()
  const service = fakeService(clock)
  const storage = memoryStorage()
  const launch = () => new AWSMobileClient({ storage, clock, fetch: service.fetch, ...options })
  const client = launch()
  await client.signUp({ username: 'ada', password: 'Passw0rd!' })
  await client.signIn({ username: 'ada', password: 'Passw0rd!' })
  await client.getTokens({ forceRefresh: true })
  await client.getUserAttributes()
  await client.signOut()
  await launch().signIn({ username: 'ada', password: 'Passw0rd!', authFlow: 'USER_PASSWORD_AUTH' })
  const sent = service.requests.map(({ operation, input }) => ({
    operation,
    analytics: (input.AnalyticsMetadata as { AnalyticsEndpointId: string } | undefined)?.AnalyticsEndpointId,
    device: (input.UserContextData as { EncodedData: string } | undefined)?.EncodedData,
  }))
  return { sent, storage, client }
}

const takers = ['SignUp', 'InitiateAuth', 'RespondToAuthChallenge', 'InitiateAuth']

test('with PinpointAppId the requests that take one have the endpoint of this installation, the same after a relaunch', async () => {
  const { sent, storage, client } = await walk({ configuration: withPinpoint })
  const having = sent.filter(({ analytics }) => analytics !== undefined)
  expect(having.map(({ operation }) => operation)).toEqual(takers)
  expect(new Set(having.map(({ analytics }) => analytics)).size).toBe(1)
  expect(having[0]?.analytics).toMatch(/^[\w-]{22}$/)
  expect(sent.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['GetTokensFromRefreshToken', 'GetUser', 'RevokeToken']),
  )
  await client.wipe()
  expect((await storage.list('')).filter(key => key.endsWith('.analytics'))).toEqual([])
})

test('without PinpointAppId no request says anything of an endpoint or a device', async () => {
  const { sent, storage } = await walk({ configuration: fakeConfiguration })
  expect(sent.length).toBeGreaterThan(takers.length)
  expect(sent.every(({ analytics, device }) => analytics === undefined && device === undefined)).toBe(true)
  expect((await storage.list('')).filter(key => key.endsWith('.analytics'))).toEqual([])
})

test('what the app knows of the device goes along for threat protection', async () => {
  const { sent } = await walk({
    configuration: fakeConfiguration,
    userContextData: (...who) => who.join('/'),
  })
  const having = sent.filter(({ device }) => device !== undefined)
  expect(having.map(({ operation }) => operation)).toEqual(takers)
  expect(new Set(having.map(({ device }) => device))).toEqual(new Set(['ada/us-east-1_abcDEF123/client1']))
})

test('a sign-in goes on without what cannot be had, and the app hears of it', async () => {
  const heard: unknown[] = []
  const { sent } = await walk({
    configuration: withPinpoint,
    userContextData: () => Promise.reject(new Error('no script')),
    report: error => heard.push(error),
  })
  expect(sent.map(({ operation }) => operation)).toEqual(expect.arrayContaining(takers))
  expect(heard.length).toBe(takers.length)
})
