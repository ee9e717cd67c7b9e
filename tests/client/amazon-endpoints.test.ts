/**
 * What the client sends to Amazon's endpoints, compared field by field with what `amazon-cognito-identity-js`
 * sends in the same flows. Both talk to a stand-in for the network that verifies SRP and answers in the shapes
 * of recorded answers.
 */
import { AWSMobileClient } from '@latchkey/client'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
} from 'amazon-cognito-identity-js'
import { afterEach, expect, test, vi } from 'vitest'
import { fakeClock } from '../../packages/client/src/testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from '../../packages/client/src/testing/fake-service.ts'

const { PoolId, AppClientId } = fakeConfiguration.CognitoUserPool.Default
const ada = { username: 'ada', password: 'Passw0rd!' }
const delivery = {
  CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
}

afterEach(() => vi.unstubAllGlobals())

type Recorded = {
  operation: string
  input: Record<string, unknown>
  url: string
  headers: Record<string, string>
}

function network() {
  const service = fakeService(fakeClock())
  service.answer('ForgotPassword', () => delivery)
  service.answer('ResendConfirmationCode', () => delivery)
  service.answer('GetUserAttributeVerificationCode', () => delivery)
  for (const operation of [
    'ConfirmForgotPassword',
    'ChangePassword',
    'DeleteUserAttributes',
    'VerifyUserAttribute',
  ]) {
    service.answer(operation, () => ({}))
  }
  return service
}

async function ours(use: (client: AWSMobileClient) => Promise<unknown>): Promise<Recorded[]> {
  const service = network()
  const client = new AWSMobileClient({ configuration: fakeConfiguration, fetch: service.fetch })
  await use(client)
  return service.requests as Recorded[]
}

async function theirs(
  use: (user: CognitoUser, pool: CognitoUserPool) => Promise<unknown>,
): Promise<Recorded[]> {
  const service = network()
  vi.stubGlobal('fetch', async (url: string, request: { headers: Record<string, string>; body: string }) => {
    const answer = await service.fetch(url, {
      method: 'POST',
      redirect: 'error',
      credentials: 'omit',
      signal: new AbortController().signal,
      ...request,
    })
    return new Response((await answer.text()) || null, {
      status: answer.status,
      headers: answer.headers as Headers,
    })
  })
  const pool = new CognitoUserPool({ UserPoolId: PoolId, ClientId: AppClientId, Storage: storage() })
  await use(new CognitoUser({ Username: ada.username, Pool: pool, Storage: storage() }), pool)
  return service.requests as Recorded[]
}

function storage() {
  const items = new Map<string, string>()
  return {
    setItem: (key: string, value: string) => void items.set(key, value),
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  }
}

/** Their callbacks as promises, whatever they name them. */
function called(use: (callbacks: never) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, value: unknown) => (error ? reject(error) : resolve(value))
    const succeed = (value: unknown) => resolve(value)
    const callbacks = { onSuccess: succeed, onFailure: reject, inputVerificationCode: succeed }
    use(Object.assign(done, callbacks) as never)
  })
}

const theySignIn = (user: CognitoUser) =>
  called(callbacks =>
    user.authenticateUser(
      new AuthenticationDetails({ Username: ada.username, Password: ada.password }),
      callbacks,
    ),
  )

/** Values that differ from one run to the next are compared by their form. */
const forms: Record<string, RegExp> = {
  SRP_A: /^[0-9a-f]{760,768}$/,
  PASSWORD_CLAIM_SIGNATURE: /^[A-Za-z0-9+/]{43}=$/,
  PASSWORD_CLAIM_SECRET_BLOCK: /^[A-Za-z0-9+/]+=*$/,
  TIMESTAMP: /^[A-Z][a-z]{2} [A-Z][a-z]{2} [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/,
  AccessToken: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  Token: /^refresh-/,
}

function formOf(value: unknown, name = ''): unknown {
  if (forms[name]) return forms[name].test(String(value)) ? `a well-formed ${name}` : value
  if (Array.isArray(value)) return value.map(entry => formOf(entry))
  if (typeof value !== 'object' || !value) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, formOf(member, key)]))
}

const emptyMetadata = ({ ClientMetadata }: Record<string, unknown>) => JSON.stringify(ClientMetadata) === '{}'

/**
 * What both must agree on. Two differences are left out: theirs names the library in a header that no service
 * reads, and sends an empty `ClientMetadata`, which says nothing, where ours sends none.
 */
function comparable({ operation, input, url, headers }: Recorded) {
  return {
    operation,
    url: new URL(url).href,
    target: headers['X-Amz-Target'],
    type: headers['Content-Type'],
    cache: headers['Cache-Control'],
    input: formOf(emptyMetadata(input) ? { ...input, ClientMetadata: undefined } : input),
  }
}

test.each<
  [
    string,
    (client: AWSMobileClient) => Promise<unknown>,
    (user: CognitoUser, pool: CognitoUserPool) => Promise<unknown>,
  ]
>([
  [
    'sign-up',
    client =>
      client.signUp({
        ...ada,
        userAttributes: { email: 'ada@example.com' },
        validationData: { a: '1' },
        clientMetadata: { b: '2' },
      }),
    (_, pool) =>
      called(done =>
        pool.signUp(
          ada.username,
          ada.password,
          [new CognitoUserAttribute({ Name: 'email', Value: 'ada@example.com' })],
          [new CognitoUserAttribute({ Name: 'a', Value: '1' })],
          done,
          { b: '2' },
        ),
      ),
  ],
  [
    'a second code',
    client => client.resendSignUpCode(ada),
    user => called(done => user.resendConfirmationCode(done)),
  ],
  ['sign-in by SRP', client => client.signIn(ada), theySignIn],
  [
    'sign-in by password',
    client => client.signIn({ ...ada, authFlow: 'USER_PASSWORD_AUTH' }),
    user => {
      user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
      return theySignIn(user)
    },
  ],
  [
    'a forgotten password',
    client => client.forgotPassword(ada),
    user => called(callbacks => user.forgotPassword(callbacks)),
  ],
  [
    'its new password',
    client =>
      client.confirmForgotPassword({ username: 'ada', newPassword: 'Str0ng!', confirmationCode: '123456' }),
    user => called(callbacks => user.confirmPassword('123456', 'Str0ng!', callbacks)),
  ],
  [
    'everything that takes an access token',
    async client => {
      await client.signIn(ada)
      await client.changePassword({ currentPassword: ada.password, proposedPassword: 'Str0ng!' })
      await client.getUserAttributes()
      await client.verifyUserAttribute({ attributeName: 'email' })
      await client.confirmVerifyUserAttribute({ attributeName: 'email', code: '123456' })
    },
    async user => {
      await theySignIn(user)
      await called(done => user.changePassword(ada.password, 'Str0ng!', done))
      await called(done => user.getUserAttributes(done))
      await called(callbacks => user.getAttributeVerificationCode('email', callbacks))
      await called(callbacks => user.verifyAttribute('email', '123456', callbacks))
    },
  ],
  [
    'sign-out everywhere',
    async client => {
      await client.signIn(ada)
      await client.signOut({ signOutGlobally: true })
    },
    async user => {
      await theySignIn(user)
      await called(callbacks => user.globalSignOut(callbacks))
    },
  ],
  [
    'sign-out with revocation',
    async client => {
      await client.signIn(ada)
      await client.signOut()
    },
    async user => {
      await theySignIn(user)
      await called(done => user.signOut(done as () => void))
    },
  ],
  [
    'the end of an account',
    async client => {
      await client.signIn(ada)
      await client.deleteUser()
    },
    async user => {
      await theySignIn(user)
      await called(done => user.deleteUser(done))
    },
  ],
])('%s is asked for in the same words', async (_, we, they) => {
  const expected = (await theirs(they)).map(comparable)
  vi.unstubAllGlobals()
  expect((await ours(we)).map(comparable)).toEqual(expected)
  expect(expected.length).toBeGreaterThan(0)
})

test('the identity pool’s endpoint is Amazon’s as well (amplify-js#3497, #4037)', async () => {
  const requests = await ours(client => client.getAWSCredentials())
  expect(
    requests.map(({ url, headers, input }) => ({ url, target: headers['X-Amz-Target'], input })),
  ).toEqual([
    {
      url: 'https://cognito-identity.us-east-1.amazonaws.com/',
      target: 'AWSCognitoIdentityService.GetId',
      input: { IdentityPoolId: fakeConfiguration.CredentialsProvider.CognitoIdentity.Default.PoolId },
    },
    {
      url: 'https://cognito-identity.us-east-1.amazonaws.com/',
      target: 'AWSCognitoIdentityService.GetCredentialsForIdentity',
      input: { IdentityId: 'us-east-1:9999' },
    },
  ])
})
