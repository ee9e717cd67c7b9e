import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { softwareAuthenticator } from '../testing/authenticator.ts'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>

beforeEach(async () => {
  test = await startTestServer({ issuer: 'http://localhost:9229' })
  ids = await createTestPool(
    test,
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } } },
    { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  )
})
afterEach(() => test.close())

const begin = (USERNAME: string, more: Record<string, string> = {}, Session?: string) =>
  test.userPools('InitiateAuth', {
    ClientId: ids.clientId,
    AuthFlow: 'USER_AUTH',
    Session,
    AuthParameters: { USERNAME, ...more },
  })
const answer = (ChallengeName: string, Session: string | undefined, responses: Record<string, string>) =>
  test.userPools('RespondToAuthChallenge', {
    ClientId: ids.clientId,
    ChallengeName: ChallengeName as never,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  })

describe('USER_AUTH', () => {
  it('offers what the user has, and goes on with the choice', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const begun = await begin('ada')
    expect(begun).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP'],
    })
    const chosen = await answer('SELECT_CHALLENGE', begun.Session, { ANSWER: 'PASSWORD', PASSWORD: password })
    expect(chosen.AuthenticationResult?.IdToken).toBeDefined()
  })

  it('goes straight to the preferred factor: a code of eight digits by e-mail', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const begun = await begin('ada', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    expect(begun).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
    })
    const { code } = await test.newestMessage('ada@example.com')
    expect(code).toMatch(/^\d{8}$/)
    await expect(answer('EMAIL_OTP', begun.Session, { EMAIL_OTP_CODE: '1' })).rejects.toEqual({
      __type: 'CodeMismatchException',
      message: 'Invalid code or auth state for the user.',
    })
    const done = await answer('EMAIL_OTP', begun.Session, { EMAIL_OTP_CODE: code })
    expect(done.AuthenticationResult?.IdToken).toBeDefined()
  })

  it('takes a preferred password at once', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const done = await begin('ada', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password })
    expect(done.AuthenticationResult?.IdToken).toBeDefined()
    const asked = await begin('ada', { PREFERRED_CHALLENGE: 'PASSWORD' })
    expect(asked.ChallengeName).toBe('PASSWORD')
    const wrong = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }
    await expect(answer('PASSWORD', asked.Session, { PASSWORD: 'Wrong-Horse-7' })).rejects.toEqual(wrong)
    const then = await answer('PASSWORD', asked.Session, { PASSWORD: password })
    expect(then.AuthenticationResult?.IdToken).toBeDefined()
  })

  it('answers an unknown user as one whose codes never fit', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const known = await begin('ada', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const unknown = await begin('eve@example.com', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    expect(Object.keys(unknown).sort()).toEqual(Object.keys(known).sort())
    expect(unknown.ChallengeParameters?.['CODE_DELIVERY_DESTINATION']).toBe('e***@e***')
    expect(Math.abs((unknown.Session?.length ?? 0) - (known.Session?.length ?? 0))).toBeLessThan(120)
    await expect(
      answer('EMAIL_OTP', unknown.Session, { USERNAME: 'eve@example.com', EMAIL_OTP_CODE: '12345678' }),
    ).rejects.toMatchObject({ message: 'Invalid code or auth state for the user.' })
  })

  it('lets a person sign up without a password and in at once with the session of the confirmation', async () => {
    await test.userPools('SignUp', {
      ClientId: ids.clientId,
      Username: 'ada',
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    })
    const { code } = await test.newestMessage('ada@example.com')
    const { Session } = await test.userPools('ConfirmSignUp', {
      ClientId: ids.clientId,
      Username: 'ada',
      ConfirmationCode: code,
    })
    await signUpPerson(test, ids.clientId, 'bob')
    await expect(begin('bob', {}, Session)).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    const done = await begin('ada', {}, Session)
    expect(decodeJwt(done.AuthenticationResult?.IdToken ?? '')['cognito:username']).toBe('ada')
    await expect(begin('ada', {}, Session)).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    expect((await begin('ada')).ChallengeName).toBe('EMAIL_OTP')
  })
})

describe('a passkey', () => {
  const origin = 'http://localhost:5173'

  async function register(authenticator = softwareAuthenticator('phone'), from = origin) {
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    const { CredentialCreationOptions } = await test.userPools('StartWebAuthnRegistration', {
      AccessToken: accessToken,
    })
    const complete = () =>
      test.userPools('CompleteWebAuthnRegistration', {
        AccessToken: accessToken,
        Credential: authenticator.create(CredentialCreationOptions as never, from),
      })
    return { accessToken, authenticator, complete }
  }

  it('is registered, listed, used to sign in, and deleted', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken, authenticator, complete } = await register()
    await complete()
    const { Credentials = [] } = await test.userPools('ListWebAuthnCredentials', { AccessToken: accessToken })
    expect(Credentials).toMatchObject([
      { RelyingPartyId: 'localhost', AuthenticatorTransports: ['internal'] },
    ])
    const begun = await begin('ada', { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    expect(begun.ChallengeName).toBe('WEB_AUTHN')
    const options = JSON.parse(begun.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}')
    const CREDENTIAL = JSON.stringify(authenticator.get(options, origin))
    const done = await answer('WEB_AUTHN', begun.Session, { CREDENTIAL })
    expect(done.AuthenticationResult?.IdToken).toBeDefined()
    await expect(answer('WEB_AUTHN', begun.Session, { CREDENTIAL })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    await test.userPools('DeleteWebAuthnCredential', {
      AccessToken: accessToken,
      CredentialId: Credentials[0]?.CredentialId ?? '',
    })
    expect((await begin('ada')).AvailableChallenges).not.toContain('WEB_AUTHN')
  })

  it('is refused with another key, for another site, and a second time', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const elsewhere = await register(softwareAuthenticator('phone'), 'https://evil.example')
    await expect(elsewhere.complete()).rejects.toMatchObject({ __type: 'WebAuthnOriginNotAllowedException' })
    const { complete } = await register()
    await complete()
    await expect(complete()).rejects.toMatchObject({ __type: 'WebAuthnChallengeNotFoundException' })
    const begun = await begin('ada', { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    const options = JSON.parse(begun.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}')
    // The same credential id, another private key.
    const forged = JSON.stringify(softwareAuthenticator('phone').get(options, origin))
    await expect(answer('WEB_AUTHN', begun.Session, { CREDENTIAL: forged })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
  })
})
