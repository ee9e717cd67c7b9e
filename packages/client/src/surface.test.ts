/** What of AWSMobileClient's surface no other test has; `docs/client-surface.md` has the whole list. */
import { expect, test } from 'vitest'
import { getAWSCredentials } from './credentials/get-credentials.ts'
import { showHostedUI } from './hosted-ui/index.ts'
import { AWSMobileClient } from './index.node.ts'
import { initialize } from './session/initialize.ts'
import { currentUserState } from './session/standing.ts'
import { signIn } from './sign-in/sign-in.ts'
import { memoryStorage } from './storage/memory.ts'
import { fakeConfiguration } from './testing/fake-service.ts'
import { signedInWorld, world } from './testing/set-up.ts'
import { getTokens } from './tokens/get-tokens.ts'

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const plain = { username: 'ada', password: 'Passw0rd!', authFlow: 'USER_PASSWORD_AUTH' } as const

/** Somebody whose sign-in brought only some of the tokens. */
async function signedInWith(missing: 'IdToken' | 'RefreshToken') {
  const whole = await signedInWorld()
  const { idToken, accessToken, refreshToken } = await getTokens(whole.client)
  const made = world()
  made.service.answer('InitiateAuth', () => ({
    AuthenticationResult: {
      AccessToken: accessToken.tokenString,
      IdToken: idToken?.tokenString,
      RefreshToken: refreshToken?.tokenString,
      [missing]: undefined,
      ExpiresIn: 3600,
    },
  }))
  await signIn(made.client, plain)
  return made
}

test('without an id token there are no credentials, and idTokenNotIssued says why', async () => {
  const { client } = await signedInWith('IdToken')
  expect(await kindOf(getAWSCredentials(client))).toBe('idTokenNotIssued')
  expect(currentUserState(client)).toBe('signedIn')
})

test('without a refresh token the session ends with its tokens, by expiredRefreshToken', async () => {
  const { client, clock, told } = await signedInWith('RefreshToken')
  expect(await kindOf(getTokens(client))).toBe('resolved')
  clock.advance(3_600_000)
  await expect(getTokens(client, { whenSignedOut: 'reject' })).rejects.toMatchObject({
    kind: 'notSignedIn',
    cause: { kind: 'expiredRefreshToken' },
  })
  expect(told.at(-1)).toBe('signedOutUserPoolsTokenInvalid')
})

test('where there is no browser the hosted UI is errorLoadingPage', async () => {
  const OAuth = { WebDomain: 'shop.example', AppClientId: 'c', SignInRedirectURI: 'https://shop.example/' }
  const { client } = world({ configuration: { ...fakeConfiguration, Auth: { Default: { OAuth } } } })
  expect(await kindOf(showHostedUI(client))).toBe('errorLoadingPage')
})

test('another block than Default is read where the app names it', async () => {
  const configuration = {
    CognitoUserPool: { Staging: { PoolId: 'us-east-1_staging', AppClientId: 'client2' } },
  }
  const { client } = world({ configuration, block: 'Staging' })
  await initialize(client)
  expect(client.configuration?.userPool).toMatchObject({ poolId: 'us-east-1_staging', clientId: 'client2' })
  expect(await kindOf(initialize(world({ configuration }).client))).toBe('invalidConfiguration')
})

test('tokens and credentials at hand are there at once, without a promise, as long as they are good', async () => {
  const { service, clock, options } = await signedInWorld()
  const { features: _, ...rest } = options
  const client = new AWSMobileClient({ ...rest, storage: memoryStorage() })
  expect([client.currentTokens, client.currentAWSCredentials]).toEqual([undefined, undefined])
  await client.signIn({ username: 'ada', password: 'Passw0rd!' })
  const [tokens, credentials] = [await client.getTokens(), await client.getAWSCredentials()]
  service.requests.length = 0
  expect(client.currentTokens).toBe(tokens)
  expect(client.currentAWSCredentials).toBe(credentials)
  clock.advance(3_600_000)
  expect([client.currentTokens, client.currentAWSCredentials]).toEqual([undefined, undefined])
  expect(service.requests).toEqual([])
})
