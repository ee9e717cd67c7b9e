import { secretHash } from '@latchkey/protocol'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { describe, expect, test } from 'vitest'
import { initialize } from '../session/initialize.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { connectionLost, fakeConfiguration, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, world } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { confirmSignIn, prepareSignIn, signIn } from './sign-in.ts'

const ada = { username: 'ada', password: 'Passw0rd!' }
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const challenge = (ChallengeName: string, ChallengeParameters = {}, Session = 'session-1') => ({
  ChallengeName,
  ChallengeParameters,
  Session,
})

describe('by SRP', () => {
  test('a person signs in and the password never travels', async () => {
    const { client, service, told } = world()
    const result = await signIn(client, ada)
    expect(result).toEqual({
      signInState: 'signedIn',
      parameters: {},
      codeDetails: undefined,
      challenge: undefined,
    })
    expect(service.requests.map(({ operation }) => operation)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
    ])
    expect(JSON.stringify(service.requests)).not.toContain('Passw0rd!')
    expect(told.at(-1)).toBe('signedIn')
    expect(client.session).toMatchObject({ username: 'ada', usernameTyped: 'ada', provider: 'userPools' })
  })

  test('a wrong password is notAuthorized, with the service’s words (aws-sdk-ios#1959)', async () => {
    const { client, told } = world()
    await expect(signIn(client, { ...ada, password: 'wrong' })).rejects.toMatchObject({
      kind: 'notAuthorized',
      serviceName: 'NotAuthorizedException',
      statusCode: 400,
      retryable: false,
      message: 'Incorrect username or password.',
    })
    expect(told).toEqual(['signedOut'])
  })

  test('a server value that would give the password away is refused before anything is sent', async () => {
    const { client, service } = world()
    service.answer('InitiateAuth', () =>
      challenge('PASSWORD_VERIFIER', { SRP_B: '0', SALT: '1', SECRET_BLOCK: 'YWI=', USER_ID_FOR_SRP: 'ada' }),
    )
    expect(await kindOf(signIn(client, ada))).toBe('unknown')
    expect(service.count('RespondToAuthChallenge')).toBe(0)
  })

  test('a key pair made ahead of time serves one sign-in (amplify-js#10521, #3444)', async () => {
    const { client, service } = world()
    await prepareSignIn(client)
    const prepared = (await client.keyPair)?.publicValue.toString(16)
    await kindOf(signIn(client, { ...ada, password: 'wrong' }))
    await signIn(client, ada)
    const values = service.requests
      .filter(({ operation }) => operation === 'InitiateAuth')
      .map(({ input }) => (input.AuthParameters as Record<string, string>).SRP_A)
    expect(values[0]).toBe(prepared)
    expect(values[1]).not.toBe(prepared)
  })

  test('an app client’s secret is proven by hash in both steps', async () => {
    const configuration = {
      CognitoUserPool: { Default: { ...fakeConfiguration.CognitoUserPool.Default, AppClientSecret: 'top' } },
    }
    const { client, service } = world({ configuration })
    await signIn(client, ada)
    const expected = await secretHash(nodeSrpEngine, 'top', 'ada', 'client1')
    expect(service.requests.map(({ input }) => input)).toMatchObject([
      { AuthParameters: { SECRET_HASH: expected } },
      { ChallengeResponses: { SECRET_HASH: expected } },
    ])
    expect(JSON.stringify(service.requests)).not.toContain('"top"')
  })

  test('validation data goes with the first request, client metadata with each', async () => {
    const { client, service } = world()
    await signIn(client, { ...ada, validationData: { a: '1' }, clientMetadata: { a: '0', b: '2' } })
    expect(service.requests.map(({ input }) => input.ClientMetadata)).toEqual([
      { a: '1', b: '2' },
      { a: '0', b: '2' },
    ])
  })
})

describe('by other flows', () => {
  test.each([
    ['per call', {}, { authFlow: 'USER_PASSWORD_AUTH' as const }],
    ['by configuration', { Auth: { Default: { authenticationFlowType: 'USER_PASSWORD_AUTH' } } }, {}],
  ])('a password is sent %s (aws-sdk-ios#2398, #3193)', async (_, more, input) => {
    const { client, service } = world({ configuration: { ...fakeConfiguration, ...more } })
    expect((await signIn(client, { ...ada, ...input })).signInState).toBe('signedIn')
    expect(service.requests.map(({ input }) => input)).toEqual([
      {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: 'client1',
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'Passw0rd!' },
      },
    ])
  })

  test('custom authentication begins with SRP where there is a password, and without where there is none', async () => {
    const { client, service } = world()
    service.answer('InitiateAuth', () => challenge('CUSTOM_CHALLENGE', { question: '?' }))
    await signIn(client, { ...ada, authFlow: 'CUSTOM_AUTH' })
    await signIn(client, { username: 'ada', authFlow: 'CUSTOM_AUTH' })
    expect(service.requests.map(({ input }) => input.AuthParameters)).toEqual([
      { USERNAME: 'ada', CHALLENGE_NAME: 'SRP_A', SRP_A: expect.stringMatching(/^[0-9a-f]{700,}$/) },
      { USERNAME: 'ada' },
    ])
  })

  test('a new password is asked for and set, with attributes', async () => {
    const { client, service } = world()
    const parameters = {
      USER_ID_FOR_SRP: 'ada',
      requiredAttributes: '["userAttributes.name"]',
      userAttributes: '{}',
    }
    const tokens = service.answer('RespondToAuthChallenge', () =>
      challenge('NEW_PASSWORD_REQUIRED', parameters),
    )
    expect(await signIn(client, ada)).toEqual({
      signInState: 'newPasswordRequired',
      challenge: 'NEW_PASSWORD_REQUIRED',
      codeDetails: undefined,
      parameters,
    })
    const weak = service.answer('RespondToAuthChallenge', () => serviceAnswer('InvalidPasswordException'))
    expect(await kindOf(confirmSignIn(client, { challengeResponse: 'weak' }))).toBe('invalidPassword')
    weak()
    tokens()
    service.answer('RespondToAuthChallenge', () => ({
      AuthenticationResult: { AccessToken: 'opaque', ExpiresIn: 300 },
    }))
    const done = await confirmSignIn(client, {
      challengeResponse: 'Str0ng!',
      userAttributes: { name: 'Ada' },
    })
    expect(done.signInState).toBe('signedIn')
    expect(service.requests.at(-1)?.input).toEqual({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: 'client1',
      Session: 'session-1',
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: 'Str0ng!', 'userAttributes.name': 'Ada' },
    })
  })

  test.each([
    ['SMS_MFA', 'smsMFA', 'SMS_MFA_CODE'],
    ['SOFTWARE_TOKEN_MFA', 'softwareTokenMFA', 'SOFTWARE_TOKEN_MFA_CODE'],
    ['EMAIL_OTP', 'emailMFA', 'EMAIL_OTP_CODE'],
    ['SELECT_MFA_TYPE', 'selectMFAType', 'ANSWER'],
    ['MFA_SETUP', 'mfaSetup', 'ANSWER'],
    ['SELECT_CHALLENGE', 'selectChallenge', 'ANSWER'],
    ['WEB_AUTHN', 'webAuthn', 'CREDENTIAL'],
    ['CUSTOM_CHALLENGE', 'customChallenge', 'ANSWER'],
    ['SMS_OTP', 'smsOTP', 'SMS_OTP_CODE'],
    ['DEVICE_SRP_AUTH', 'deviceSRPAuth', 'ANSWER'],
    ['DEVICE_PASSWORD_VERIFIER', 'devicePasswordVerifier', 'ANSWER'],
    ['ADMIN_NO_SRP_AUTH', 'adminNoSRPAuth', 'ANSWER'],
    ['PASSWORD_SRP', 'password', 'ANSWER'],
  ])('%s is told as %s and answered as %s', async (name, signInState, member) => {
    const { client, service } = world()
    service.answer('RespondToAuthChallenge', () => challenge(name, { x: 'y' }))
    expect(await signIn(client, ada)).toMatchObject({ signInState, challenge: name })
    await confirmSignIn(client, { challengeResponse: '123456' })
    expect(service.requests.at(-1)?.input).toMatchObject({ ChallengeResponses: { [member]: '123456' } })
  })

  test('a code by e-mail as the first factor is an emailOTP', async () => {
    const { client, service } = world()
    service.answer('InitiateAuth', () =>
      challenge('EMAIL_OTP', {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
        CODE_DELIVERY_DESTINATION: 'a***@e***',
      }),
    )
    const input = { username: 'ada', authFlow: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' } as const
    expect(await signIn(client, input)).toMatchObject({
      signInState: 'emailOTP',
      codeDetails: { deliveryMedium: 'email', destination: 'a***@e***' },
    })
  })

  test.each([
    ['UserNotConfirmedException', 'confirmSignUp'],
    ['PasswordResetRequiredException', 'passwordResetRequired'],
  ])('%s is a step to take: %s', async (name, signInState) => {
    const { client, service } = world()
    service.answer('RespondToAuthChallenge', () => serviceAnswer(name))
    expect((await signIn(client, ada)).signInState).toBe(signInState)
    expect(client.state.standing.userState).toBe('signedOut')
  })
})

describe('one at a time', () => {
  test('of two sign-ins at once the older is rejected with invalidState', async () => {
    const { client } = world()
    const first = kindOf(signIn(client, ada))
    const second = signIn(client, { ...ada, username: 'eve' })
    expect(await first).toBe('invalidState')
    expect((await second).signInState).toBe('signedIn')
    expect(client.session?.username).toBe('eve')
  })

  test('who is signed in cannot sign in, and nothing is sent', async () => {
    const { client, service } = await signedInWorld()
    expect(await kindOf(signIn(client, ada))).toBe('invalidState')
    expect(service.requests).toEqual([])
  })

  test('signing out rejects a sign-in under way with unableToSignIn', async () => {
    const { client, service } = world()
    await initialize(client)
    const release = service.hold('RespondToAuthChallenge')
    const result = kindOf(signIn(client, ada))
    await settled()
    await signOut(client)
    release()
    expect(await result).toBe('unableToSignIn')
    await settled()
    expect(client.state.standing.userState).toBe('signedOut')
    expect(await kindOf(getTokens(client))).toBe('notSignedIn')
  })

  test('a wrong code leaves the challenge open; a closed session does not', async () => {
    const { client, service } = world()
    service.answer('RespondToAuthChallenge', () => challenge('SMS_MFA'))
    await signIn(client, ada)
    service.answer('RespondToAuthChallenge', () => serviceAnswer('CodeMismatchException'))
    expect(await kindOf(confirmSignIn(client, { challengeResponse: '1' }))).toBe('codeMismatch')
    service.answer('RespondToAuthChallenge', () => {
      throw connectionLost
    })
    expect(await kindOf(confirmSignIn(client, { challengeResponse: '2' }))).toBe('network')
    service.answer('RespondToAuthChallenge', () => serviceAnswer('NotAuthorizedException', 'Invalid session'))
    expect(await kindOf(confirmSignIn(client, { challengeResponse: '3' }))).toBe('notAuthorized')
    expect(await kindOf(confirmSignIn(client, { challengeResponse: '4' }))).toBe('invalidState')
  })

  test('an answer is sent once: a lost connection does not repeat it', async () => {
    const { client, service } = world()
    service.answer('RespondToAuthChallenge', () => {
      throw connectionLost
    })
    expect(await kindOf(signIn(client, ada))).toBe('network')
    expect(service.count('RespondToAuthChallenge')).toBe(1)
  })

  test('two answers at once: the second is rejected and the first counts (aws-sdk-ios#1248)', async () => {
    const { client, service } = world()
    service.answer('RespondToAuthChallenge', () => challenge('SMS_MFA'))
    await signIn(client, ada)
    service.answer('RespondToAuthChallenge', () => ({ AuthenticationResult: { AccessToken: 'opaque' } }))
    const first = confirmSignIn(client, { challengeResponse: '1' })
    await Promise.resolve()
    expect(await kindOf(confirmSignIn(client, { challengeResponse: '2' }))).toBe('invalidState')
    expect((await first).signInState).toBe('signedIn')
  })

  test('without an open challenge there is nothing to confirm', async () => {
    expect(await kindOf(confirmSignIn(world().client, { challengeResponse: '1' }))).toBe('invalidState')
  })
})

test('a runtime whose cryptography is missing is told in the client’s own error (amplify-js#13718, #14404)', async () => {
  const broken = () => Promise.reject(new TypeError('subtle is undefined'))
  const { client } = world({ srp: { power: broken, sha256: broken, hmac: broken } })
  await expect(signIn(client, ada)).rejects.toMatchObject({ kind: 'unknown', cause: expect.any(TypeError) })
})

test('without a configuration a sign-in says so', async () => {
  expect(await kindOf(signIn(world({ configuration: undefined }).client, ada))).toBe('invalidConfiguration')
})

test('without a user pool a sign-in says so', async () => {
  const { CredentialsProvider } = fakeConfiguration
  expect(await kindOf(signIn(world({ configuration: { CredentialsProvider } }).client, ada))).toBe(
    'userPoolNotConfigured',
  )
})
