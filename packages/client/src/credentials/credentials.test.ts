import { describe, expect, test } from 'vitest'
import { initialize } from '../session/initialize.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { connectionLost, fakeConfiguration, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, world } from '../testing/set-up.ts'
import { getAWSCredentials } from './get-credentials.ts'
import { getIdentityId } from './identity.ts'
import { clearCredentials, credentialsProvider } from './provider.ts'

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const login = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123'

describe('a guest', () => {
  test('gets credentials, and the state is guest before the call is answered', async () => {
    const { client, service, told } = world()
    const credentials = await getAWSCredentials(client)
    expect(credentials).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: expect.any(Date),
      identityId: 'us-east-1:9999',
    })
    expect(client.state.standing.userState).toBe('guest')
    expect(told).toContain('guest')
    expect(service.requests.map(({ input }) => input.Logins)).toEqual([undefined, undefined])
  })

  test('is refused with guestAccessNotAllowed where the pool wants none, and stays signed out', async () => {
    const { client, service } = world()
    service.answer('GetId', () =>
      serviceAnswer('NotAuthorizedException', 'Unauthenticated access is not supported'),
    )
    expect(await kindOf(getAWSCredentials(client))).toBe('guestAccessNotAllowed')
    expect(await kindOf(getIdentityId(client))).toBe('guestAccessNotAllowed')
    expect(client.state.standing.userState).toBe('signedOut')
  })

  test('keeps the identity when signing in, and loses it when signing out', async () => {
    const { client, service } = world()
    await getAWSCredentials(client)
    await signIn(client, { username: 'ada', password: 'Passw0rd!' })
    await getAWSCredentials(client)
    expect(service.count('GetId')).toBe(1)
    expect(service.requests.at(-1)?.input).toMatchObject({
      IdentityId: 'us-east-1:9999',
      Logins: { [login]: expect.any(String) },
    })
    await signOut(client)
    expect(client.identityId).toBeUndefined()
  })

  test('who signs in while guest credentials are fetched gets the person’s', async () => {
    const { client, service } = world()
    await initialize(client)
    const release = service.hold('GetCredentialsForIdentity')
    const credentials = getAWSCredentials(client)
    await settled()
    await signIn(client, { username: 'ada', password: 'Passw0rd!' })
    release()
    await credentials
    expect(service.requests.at(-1)?.input.Logins).toEqual({ [login]: expect.any(String) })
    expect(client.state.standing.userState).toBe('signedIn')
  })
})

describe('a signed-in person', () => {
  test('a thousand calls with nothing cached make one GetId and one GetCredentialsForIdentity (amplify-js#13499)', async () => {
    const { client, service } = await signedInWorld()
    const all = await Promise.all(Array.from({ length: 1_000 }, () => getAWSCredentials(client)))
    expect(new Set(all).size).toBe(1)
    expect(service.requests.map(({ operation }) => operation)).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('a hundred calls make one GetId and one GetCredentialsForIdentity', async () => {
    const { client, service } = await signedInWorld()
    const provider = credentialsProvider(client)
    const all = await Promise.all(Array.from({ length: 100 }, () => provider()))
    expect(new Set(all).size).toBe(1)
    expect(service.requests.map(({ operation }) => operation)).toEqual(['GetId', 'GetCredentialsForIdentity'])
  })

  test('a hundred calls with everything ended make one request of each kind (auth0-spa-js#1684)', async () => {
    const { client, service, clock } = await signedInWorld()
    clock.advance(3_600_000)
    await Promise.all(Array.from({ length: 100 }, () => getAWSCredentials(client)))
    expect(service.requests.map(({ operation }) => operation)).toEqual([
      'GetTokensFromRefreshToken',
      'GetId',
      'GetCredentialsForIdentity',
    ])
  })

  test('credentials are kept until ten minutes before their end', async () => {
    const { client, service, clock } = await signedInWorld()
    const first = await getAWSCredentials(client)
    clock.advance(3_600_000 - 601_000)
    expect(await getAWSCredentials(client)).toBe(first)
    clock.advance(2_000)
    expect(await getAWSCredentials(client)).not.toBe(first)
    expect(service.count('GetId')).toBe(1)
  })

  test('credentials about to end are served while the network is away, and not once they have ended', async () => {
    const { client, service, clock } = await signedInWorld()
    const credentials = await getAWSCredentials(client)
    for (const operation of ['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']) {
      service.answer(operation, () => {
        throw connectionLost
      })
    }
    clock.advance(3_600_000 - 60_000)
    expect(await getAWSCredentials(client)).toBe(credentials)
    expect(await kindOf(getAWSCredentials(client, { forceRefresh: true }))).toBe('network')
    clock.advance(60_000)
    expect(await kindOf(getAWSCredentials(client))).toBe('network')
  })

  test('cleared credentials are fetched anew for the same identity', async () => {
    const { client, service } = await signedInWorld()
    await getAWSCredentials(client)
    clearCredentials(client)
    await getAWSCredentials(client)
    expect(service.count('GetId')).toBe(1)
    expect(service.count('GetCredentialsForIdentity')).toBe(2)
  })

  test.each(['NotAuthorizedException', 'ResourceNotFoundException'])(
    'an identity that the service refuses with %s is replaced once (amplify-js#6616)',
    async name => {
      const { client, service } = await signedInWorld()
      client.identityId = 'us-east-1:gone'
      service.answer('GetCredentialsForIdentity', input =>
        input.IdentityId === 'us-east-1:gone'
          ? serviceAnswer(name)
          : {
              IdentityId: 'us-east-1:merged',
              Credentials: { AccessKeyId: 'A', SecretKey: 'B', SessionToken: 'C', Expiration: 4e9 },
            },
      )
      expect((await getAWSCredentials(client)).identityId).toBe('us-east-1:merged')
      expect(client.identityId).toBe('us-east-1:merged')
    },
  )

  test('an identity pool that refuses leaves the person signed in and keeps the identity', async () => {
    const { client, service, told } = await signedInWorld()
    client.identityId = 'us-east-1:mine'
    const refuse = () => serviceAnswer('NotAuthorizedException', 'Invalid login token.')
    service.answer('GetCredentialsForIdentity', refuse)
    service.answer('GetId', refuse)
    expect(await kindOf(getAWSCredentials(client))).toBe('notAuthorized')
    expect(client.identityId).toBe('us-east-1:mine')
    expect(told).toEqual([])
  })

  test.each(['GetId', 'GetCredentialsForIdentity'])(
    'a broken connection at %s is retried, then told',
    async operation => {
      const { client, service } = await signedInWorld()
      const recover = service.answer(operation, () => {
        throw connectionLost
      })
      expect(await kindOf(getAWSCredentials(client))).toBe('network')
      expect(service.count(operation)).toBe(3)
      expect(client.state.standing.userState).toBe('signedIn')
      recover()
      expect(await kindOf(getAWSCredentials(client))).toBe('resolved')
    },
  )

  test('who signs out while credentials are fetched gets none, and none are kept', async () => {
    const { client, service } = await signedInWorld()
    const release = service.hold('GetCredentialsForIdentity')
    const call = kindOf(getAWSCredentials(client))
    await settled()
    await signOut(client)
    release()
    expect(await call).toBe('notSignedIn')
    expect(client.credentials).toBeUndefined()
  })

  test('another person’s sign-in never inherits identity or credentials', async () => {
    const { client, service, clock } = await signedInWorld()
    await getAWSCredentials(client)
    service.refreshTokens.clear()
    clock.advance(3_600_000)
    const waiting = kindOf(getAWSCredentials(client))
    await settled()
    await signIn(client, { username: 'eve', password: 'Passw0rd!' })
    expect(await waiting).toBe('unableToSignIn')
    expect(client.identityId).toBeUndefined()
    await getAWSCredentials(client)
    expect(service.count('GetId')).toBe(2)
  })
})

test('without an identity pool there is a name for it', async () => {
  const { CognitoUserPool } = fakeConfiguration
  const { client } = world({ configuration: { CognitoUserPool } })
  expect(await kindOf(getAWSCredentials(client))).toBe('cognitoIdentityPoolNotConfigured')
  expect(await kindOf(getIdentityId(client))).toBe('cognitoIdentityPoolNotConfigured')
})
