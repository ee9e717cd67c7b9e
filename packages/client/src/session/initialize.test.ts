import { describe, expect, test } from 'vitest'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { memoryStorage } from '../storage/memory.ts'
import { fakeConfiguration } from '../testing/fake-service.ts'
import { settled, signedInWorld, world } from '../testing/set-up.ts'
import { initialize } from './initialize.ts'
import { addUserStateListener, removeUserStateListener, userStates } from './listeners.ts'
import { currentUserState, isSignedIn, userSub } from './standing.ts'

describe('initialize', () => {
  test('starts signed out, tells the listeners after it is settled, and needs no network (firebase-js-sdk#7118, #7164, #5813)', async () => {
    const { client, service, told } = world()
    const order: string[] = []
    addUserStateListener(client, () => order.push('listener'))
    expect(currentUserState(client)).toBe('unknown')
    await initialize(client).then(() => order.push('promise'))
    await settled()
    expect(order).toEqual(['promise', 'listener'])
    expect(told).toEqual(['signedOut'])
    expect(service.requests).toEqual([])
  })

  test('may be called many times and at once', async () => {
    const { client, told } = world()
    const all = await Promise.all([initialize(client), initialize(client), initialize(client)])
    expect(all.map(({ userState }) => userState)).toEqual(['signedOut', 'signedOut', 'signedOut'])
    await initialize(client)
    await settled()
    expect(told).toEqual(['signedOut'])
  })

  test('fails with the keys at fault, again and again, until the configuration is right (aws-sdk-ios#2814)', async () => {
    const { client } = world({ configuration: { CognitoUserPool: { Default: { PoolId: 'x' } } } })
    for (let call = 0; call < 2; call++) {
      await expect(initialize(client)).rejects.toMatchObject({
        kind: 'invalidConfiguration',
        message: expect.stringContaining('CognitoUserPool.Default.PoolId'),
      })
      expect(currentUserState(client)).toBe('unknown')
    }
    expect(await initialize(client, fakeConfiguration)).toMatchObject({ userState: 'signedOut' })
  })

  test('uses the configuration that it is given, also while a call without one is on its way', async () => {
    const { client, told } = world({ configuration: undefined })
    const without = initialize(client).catch(error => error.kind)
    const given = initialize(client, fakeConfiguration)
    const joined = initialize(client, fakeConfiguration)
    expect(await without).toBe('invalidConfiguration')
    expect((await Promise.all([given, joined])).map(({ userState }) => userState)).toEqual([
      'signedOut',
      'signedOut',
    ])
    await settled()
    expect(told).toEqual(['signedOut'])
  })

  test('a call that was on its way with a configuration of its own decides', async () => {
    const { client } = world()
    const first = initialize(client)
    const second = initialize(client, { CognitoUserPool: {} })
    expect([(await first).userState, (await second).userState]).toEqual(['signedOut', 'signedOut'])
  })

  test('a storage that cannot be read rejects, and signs nobody out', async () => {
    const storage = memoryStorage()
    const { relaunch } = await signedInWorld({ storage })
    const { get } = storage
    storage.get = () => Promise.reject(new Error('locked'))
    const again = relaunch()
    await expect(initialize(again)).rejects.toMatchObject({ kind: 'storage', retryable: true })
    storage.get = get
    expect(await initialize(again)).toMatchObject({ userState: 'signedIn' })
  })

  test('restores who was signed in, with everything that needs no network (amplify-js#10393)', async () => {
    const { relaunch } = await signedInWorld()
    const again = relaunch()
    expect(await initialize(again)).toEqual({ userState: 'signedIn', details: { username: 'ada' } })
    expect(isSignedIn(again)).toBe(true)
    expect(userSub(again)).toBe('sub-ada')
    expect(again.session?.usernameTyped).toBe('ada')
  })

  test('restores a guest', async () => {
    const { client, relaunch } = world()
    await getAWSCredentials(client)
    await settled()
    const again = relaunch()
    expect(await initialize(again)).toMatchObject({ userState: 'guest' })
    expect(again.identityId).toBe('us-east-1:9999')
  })

  test('a record that cannot be understood is nothing', async () => {
    const storage = memoryStorage()
    const { relaunch } = await signedInWorld({ storage })
    for (const text of ['{', 'null', '{"version":99}']) {
      for (const key of await storage.list('')) await storage.set(key, text)
      expect(await initialize(relaunch())).toMatchObject({ userState: 'signedOut' })
    }
  })

  test('another user pool’s session is cleared, and the listeners are told why', async () => {
    const { relaunch, options } = await signedInWorld({ namespace: 'app' })
    const other = { PoolId: 'us-east-1_other', AppClientId: 'client2' }
    const again = relaunch({ configuration: { CognitoUserPool: { Default: other } } })
    const details: unknown[] = []
    addUserStateListener(again, (_, detail) => details.push(detail))
    expect(await initialize(again)).toMatchObject({ userState: 'signedOut' })
    await settled()
    expect(details).toEqual([{ cause: expect.objectContaining({ kind: 'invalidState' }) }])
    expect(await options.storage?.list('')).toEqual([])
  })

  test('a guest’s identity stays when the app adds a user pool', async () => {
    const { CredentialsProvider } = fakeConfiguration
    const { client, relaunch } = world({ namespace: 'app', configuration: { CredentialsProvider } })
    await getAWSCredentials(client)
    await settled()
    const again = relaunch({ configuration: fakeConfiguration })
    expect(await initialize(again)).toMatchObject({ userState: 'guest' })
    expect(again.identityId).toBe('us-east-1:9999')
  })

  test('two clients on two pools in one storage do not see each other (amplify-js#661, #2501, aws-sdk-ios#1592)', async () => {
    const { relaunch } = await signedInWorld()
    const other = { CognitoUserPool: { Default: { PoolId: 'us-east-1_other', AppClientId: 'client2' } } }
    expect(await initialize(relaunch({ configuration: other }))).toMatchObject({ userState: 'signedOut' })
    expect(await initialize(relaunch())).toMatchObject({ userState: 'signedIn' })
  })

  test('Persistence: false leaves nothing in the storage', async () => {
    const configuration = { ...fakeConfiguration, Auth: { Default: { Persistence: false } } }
    const { client, options } = await signedInWorld({ configuration })
    expect(isSignedIn(client)).toBe(true)
    expect(await options.storage?.list('')).toEqual([])
  })
})

describe('listeners', () => {
  test('are called in order, see the new state, and one that throws stops nobody', async () => {
    const reports: unknown[] = []
    const { client } = world({ report: error => reports.push(error) })
    await initialize(client)
    await settled()
    const order: string[] = []
    addUserStateListener(client, () => {
      order.push(`first ${currentUserState(client)}`)
      throw new Error('listener')
    })
    addUserStateListener(client, () => order.push('second'))
    await getAWSCredentials(client)
    order.push('promise')
    expect(order).toEqual(['first guest', 'second', 'promise'])
    expect(reports).toEqual([new Error('listener')])
  })

  test('are taken away by function, by themselves and by signal', async () => {
    const { client } = await signedInWorld()
    const heard: string[] = []
    const listener = () => heard.push('removed')
    addUserStateListener(client, () => heard.push('by function'))()
    addUserStateListener(client, listener)
    addUserStateListener(client, listener)
    removeUserStateListener(client, listener)
    removeUserStateListener(client, () => undefined)
    const controller = new AbortController()
    addUserStateListener(client, () => heard.push('by signal'), { signal: controller.signal })
    controller.abort()
    addUserStateListener(client, () => heard.push('too late'), { signal: controller.signal })
    await signOut(client)
    expect(heard).toEqual([])
  })

  test('one that is taken away by an earlier one is not called any more', async () => {
    const { client } = await signedInWorld()
    const heard: string[] = []
    const later = () => heard.push('later')
    addUserStateListener(client, () => removeUserStateListener(client, later))
    addUserStateListener(client, later)
    await signOut(client)
    expect(heard).toEqual([])
  })

  test('signing out twice is told once', async () => {
    const { client, told } = await signedInWorld()
    await signOut(client)
    await signOut(client)
    expect(told).toEqual(['signedOut'])
  })

  test('userStates yields every change and ends with its signal', async () => {
    const { client } = await signedInWorld()
    const controller = new AbortController()
    const states = userStates(client, { signal: controller.signal })
    await signOut(client)
    await getAWSCredentials(client)
    const seen: string[] = []
    for await (const { userState } of states) {
      seen.push(userState)
      if (userState === 'guest') setImmediate(() => controller.abort())
    }
    expect(seen).toEqual(['signedOut', 'guest'])
    expect(client.listeners.size).toBe(1)
  })
})
