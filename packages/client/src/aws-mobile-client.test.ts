import { describe, expect, test } from 'vitest'
import { AWSMobileClient } from './index.node.ts'
import { AWSMobileClient as BrowserClient } from './index.ts'
import { memoryStorage } from './storage/memory.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from './testing/fake-service.ts'

const ada = { username: 'ada', password: 'Passw0rd!' }

async function signedIn() {
  const clock = fakeClock()
  const service = fakeService(clock)
  const storage = memoryStorage()
  const client = new AWSMobileClient({
    configuration: fakeConfiguration,
    storage,
    clock,
    fetch: service.fetch,
  })
  await client.signIn(ada)
  service.requests.length = 0
  return { client, service, clock }
}

describe('the shared client', () => {
  test('is one object by all its names, in either entry', () => {
    for (const Class of [AWSMobileClient, BrowserClient]) {
      expect(Class.getInstance()).toBe(Class.default())
      expect(Class.sharedInstance()).toBe(Class.default())
      expect(new Class()).not.toBe(Class.default())
    }
  })

  test('says before initialize that nothing is known', async () => {
    const client = new AWSMobileClient()
    expect(client).toMatchObject({
      currentUserState: 'unknown',
      isSignedIn: false,
      isLoggedIn: false,
      username: undefined,
      usernameTyped: undefined,
      userSub: undefined,
      identityId: undefined,
    })
    await expect(client.initialize()).rejects.toMatchObject({ kind: 'invalidConfiguration' })
  })
})

test.each<[string, (client: AWSMobileClient) => Promise<unknown>, Record<string, unknown>]>([
  ['SignUp', client => client.signUp({ ...ada, userAttributes: { email: 'a@b.c' } }), { Username: 'ada' }],
  [
    'ConfirmSignUp',
    client => client.confirmSignUp({ username: 'ada', confirmationCode: '1' }),
    { Username: 'ada', ConfirmationCode: '1' },
  ],
  ['ResendConfirmationCode', client => client.resendSignUpCode({ username: 'ada' }), { Username: 'ada' }],
  [
    'ForgotPassword',
    client => client.forgotPassword({ username: 'ada', clientMetadata: { a: 'b' } }),
    { ClientMetadata: { a: 'b' } },
  ],
  [
    'ConfirmForgotPassword',
    client => client.confirmForgotPassword({ username: 'ada', newPassword: 'N', confirmationCode: '1' }),
    { Password: 'N', ConfirmationCode: '1' },
  ],
  [
    'ChangePassword',
    client => client.changePassword({ currentPassword: 'A', proposedPassword: 'B' }),
    { PreviousPassword: 'A', ProposedPassword: 'B' },
  ],
  ['GetUser', client => client.getUserAttributes(), {}],
  [
    'UpdateUserAttributes',
    client => client.updateUserAttributes({ name: 'Ada' }, { clientMetadata: { a: 'b' } }),
    { UserAttributes: [{ Name: 'name', Value: 'Ada' }], ClientMetadata: { a: 'b' } },
  ],
  ['DeleteUserAttributes', client => client.deleteUserAttributes(['name']), { UserAttributeNames: ['name'] }],
  [
    'GetUserAttributeVerificationCode',
    client => client.verifyUserAttribute({ attributeName: 'email' }),
    { AttributeName: 'email' },
  ],
  [
    'VerifyUserAttribute',
    client => client.confirmVerifyUserAttribute({ attributeName: 'email', code: '1' }),
    { AttributeName: 'email', Code: '1' },
  ],
  [
    'VerifyUserAttribute',
    client => client.confirmUpdateUserAttributes({ attributeName: 'email', code: '1' }),
    { AttributeName: 'email', Code: '1' },
  ],
  ['GetTokensFromRefreshToken', client => client.getTokens({ forceRefresh: true }), { ClientId: 'client1' }],
  ['ListUserSessions', client => client.sessions.list(), {}],
  ['RevokeUserSession', client => client.sessions.revoke({ sessionId: 's' }), { SessionId: 's' }],
  ['GetId', client => client.getIdentityId(), {}],
  ['GlobalSignOut', client => client.signOut({ signOutGlobally: true }), {}],
  ['DeleteUser', client => client.deleteUser(), {}],
])('a method for %s sends it', async (operation, call, input) => {
  const { client, service } = await signedIn()
  if (!['GetTokensFromRefreshToken', 'GetId', 'SignUp'].includes(operation))
    service.answer(operation, () => ({ UserAttributes: [] }))
  await call(client)
  expect(service.requests.at(-1)).toMatchObject({ operation, input })
})

test('credentials are cached until they are cleared or invalidated', async () => {
  const { client, service } = await signedIn()
  const provider = client.credentialsProvider()
  await provider()
  await client.getAWSCredentials()
  expect(service.count('GetCredentialsForIdentity')).toBe(1)
  client.clearCredentials()
  await provider()
  client.invalidateCachedTemporaryCredentials()
  await provider()
  expect(service.count('GetCredentialsForIdentity')).toBe(3)
  expect(client.identityId).toBe('us-east-1:aaaa')
})

test('listeners, the iterator and the release of waits are reached through the object', async () => {
  const { client, service, clock } = await signedIn()
  const states: string[] = []
  const listener = (state: string) => states.push(state)
  const remove = client.addUserStateListener(listener)
  const iterator = client.userStates()
  service.refreshTokens.clear()
  clock.advance(3_600_000)
  const waiting = client.getTokens()
  expect(await iterator.next()).toMatchObject({ value: { userState: 'signedOutUserPoolsTokenInvalid' } })
  expect(client.isSignedIn).toBe(true)
  client.releaseSignInWait()
  await expect(waiting).rejects.toMatchObject({ kind: 'unableToSignIn' })
  remove()
  client.removeUserStateListener(listener)
  await client.signOut()
  expect(states).toEqual(['signedOutUserPoolsTokenInvalid'])
})
