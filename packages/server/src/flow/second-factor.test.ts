import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

async function poolWith(MfaConfiguration: 'ON' | 'OPTIONAL', types = ['sms', 'totp', 'email']) {
  ids = await createTestPool(test)
  await test.userPools('SetUserPoolMfaConfig', {
    UserPoolId: ids.userPoolId,
    MfaConfiguration,
    ...(types.includes('sms')
      ? { SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } } }
      : {}),
    ...(types.includes('totp') ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    ...(types.includes('email')
      ? { EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' } }
      : {}),
  })
}

beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

const answer = (ChallengeName: string, Session: string | undefined, responses: Record<string, string>) =>
  test.userPools('RespondToAuthChallenge', {
    ClientId: ids.clientId,
    ChallengeName: ChallengeName as never,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  })

const setAttributes = (attributes: Record<string, string>) =>
  test.userPools('AdminUpdateUserAttributes', {
    UserPoolId: ids.userPoolId,
    Username: 'ada',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })

/** Codes of an authenticator app with the given secret. */
function authenticatorApp(secret: string) {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
  return () => totp.generate({ timestamp: test.clock.now })
}

const mismatch = { __type: 'CodeMismatchException', message: 'Invalid code received for user' }

describe('a code by SMS', () => {
  it('is asked for where the pool demands a second factor; a wrong one leaves the session usable', async () => {
    await poolWith('ON', ['sms'])
    await signUpPerson(test, ids.clientId, 'ada')
    await setAttributes({ phone_number: '+15550001234' })
    const begun = await signInPerson(test, ids.clientId, 'ada')
    expect(begun).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******1234',
        USER_ID_FOR_SRP: 'ada',
      },
    })
    const { code } = await test.newestMessage('+15550001234')
    const other = code === '000000' ? '111111' : '000000'
    await expect(answer('SMS_MFA', begun.Session, { SMS_MFA_CODE: other })).rejects.toEqual(mismatch)
    const done = await answer('SMS_MFA', begun.Session, { SMS_MFA_CODE: code })
    expect(done.AuthenticationResult?.AccessToken).toBeDefined()
    await expect(answer('SMS_MFA', begun.Session, { SMS_MFA_CODE: code })).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
  })

  it('locks after five wrong ones, and dies with its session', async () => {
    await poolWith('ON', ['sms'])
    await signUpPerson(test, ids.clientId, 'ada')
    await setAttributes({ phone_number: '+15550001234' })
    const { Session } = await signInPerson(test, ids.clientId, 'ada')
    const { code } = await test.newestMessage('+15550001234')
    const other = code === '000000' ? '111111' : '000000'
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(answer('SMS_MFA', Session, { SMS_MFA_CODE: other })).rejects.toEqual(mismatch)
    }
    await expect(answer('SMS_MFA', Session, { SMS_MFA_CODE: code })).rejects.toMatchObject({
      message: 'Password attempts exceeded',
    })
    test.clock.now += 1000
    await expect(answer('SMS_MFA', Session, { SMS_MFA_CODE: code })).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
  })

  it('is not asked for again with the session of another step or another person', async () => {
    await poolWith('ON', ['sms'])
    await signUpPerson(test, ids.clientId, 'ada')
    await signUpPerson(test, ids.clientId, 'bob')
    await setAttributes({ phone_number: '+15550001234' })
    const { Session } = await signInPerson(test, ids.clientId, 'ada')
    const { code } = await test.newestMessage('+15550001234')
    const invalid = { __type: 'NotAuthorizedException', message: 'Invalid session for the user.' }
    await expect(answer('SMS_MFA', Session, { SMS_MFA_CODE: code, USERNAME: 'bob' })).rejects.toEqual(invalid)
    await expect(answer('EMAIL_OTP', Session, { EMAIL_OTP_CODE: code })).rejects.toEqual(invalid)
    expect((await answer('SMS_MFA', Session, { SMS_MFA_CODE: code })).AuthenticationResult).toBeDefined()
  })
})

describe('an authenticator app', () => {
  it('is set up by who is signed in, preferred, and then asked for; each code works once', async () => {
    await poolWith('OPTIONAL')
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    const { SecretCode = '' } = await test.userPools('AssociateSoftwareToken', { AccessToken: accessToken })
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/)
    const code = authenticatorApp(SecretCode)
    const wrong = code() === '000000' ? '111111' : '000000'
    await expect(
      test.userPools('VerifySoftwareToken', { AccessToken: accessToken, UserCode: wrong }),
    ).rejects.toEqual({ __type: 'EnableSoftwareTokenMFAException', message: 'Code mismatch' })
    await test.userPools('VerifySoftwareToken', {
      AccessToken: accessToken,
      UserCode: code(),
      FriendlyDeviceName: 'phone',
    })
    await test.userPools('SetUserMFAPreference', {
      AccessToken: accessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    })
    expect(await test.userPools('GetUser', { AccessToken: accessToken })).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    })
    const begun = await signInPerson(test, ids.clientId, 'ada')
    expect(begun).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'phone', USER_ID_FOR_SRP: 'ada' },
    })
    // The code that registered the app is used up.
    await expect(
      answer('SOFTWARE_TOKEN_MFA', begun.Session, { SOFTWARE_TOKEN_MFA_CODE: code() }),
    ).rejects.toEqual({
      __type: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    })
    test.clock.now += 30_000
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        answer('SOFTWARE_TOKEN_MFA', begun.Session, { SOFTWARE_TOKEN_MFA_CODE: code() }),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is set up while signing in where the pool demands it', async () => {
    await poolWith('ON', ['totp'])
    await signUpPerson(test, ids.clientId, 'ada')
    const begun = await signInPerson(test, ids.clientId, 'ada')
    expect(begun).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'ada' },
    })
    await expect(answer('MFA_SETUP', begun.Session, {})).rejects.toMatchObject({
      message: 'Invalid session for the user.',
    })
    const associated = await test.userPools('AssociateSoftwareToken', { Session: begun.Session })
    const verified = await test.userPools('VerifySoftwareToken', {
      Session: associated.Session,
      UserCode: authenticatorApp(associated.SecretCode ?? '')(),
    })
    expect(verified.Status).toBe('SUCCESS')
    const done = await answer('MFA_SETUP', verified.Session, {})
    expect(done.AuthenticationResult?.AccessToken).toBeDefined()
    expect((await signInPerson(test, ids.clientId, 'ada')).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  })

  it('is refused where the pool does not have it', async () => {
    await poolWith('OPTIONAL', ['sms'])
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    await expect(
      test.userPools('AssociateSoftwareToken', { AccessToken: accessToken }),
    ).rejects.toMatchObject({ __type: 'SoftwareTokenMFANotFoundException' })
  })
})

describe('e-mail as second factor', () => {
  it('is set up while signing in, with an address', async () => {
    await poolWith('ON', ['email'])
    await test.userPools('SignUp', { ClientId: ids.clientId, Username: 'ada', Password: password })
    await test.userPools('AdminConfirmSignUp', { UserPoolId: ids.userPoolId, Username: 'ada' })
    const begun = await signInPerson(test, ids.clientId, 'ada')
    expect(begun.ChallengeParameters?.['MFAS_CAN_SETUP']).toBe('["EMAIL_OTP"]')
    const sent = await answer('MFA_SETUP', begun.Session, { EMAIL: 'ada@example.com' })
    expect(sent).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'a***@e***' },
    })
    const { code, subject } = await test.newestMessage('ada@example.com')
    expect(subject).toBe('Code')
    const done = await answer('EMAIL_OTP', sent.Session, { EMAIL_OTP_CODE: code })
    expect(done.AuthenticationResult?.AccessToken).toBeDefined()
  })
})

describe('several second factors', () => {
  it('are offered when none is preferred', async () => {
    await poolWith('OPTIONAL')
    await signUpPerson(test, ids.clientId, 'ada')
    await setAttributes({ phone_number: '+15550001234' })
    await test.userPools('AdminSetUserMFAPreference', {
      UserPoolId: ids.userPoolId,
      Username: 'ada',
      SMSMfaSettings: { Enabled: true },
      EmailMfaSettings: { Enabled: true },
    })
    const begun = await signInPerson(test, ids.clientId, 'ada')
    expect(begun).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' },
    })
    await expect(
      answer('SELECT_MFA_TYPE', begun.Session, { ANSWER: 'SOFTWARE_TOKEN_MFA' }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    const chosen = await answer('SELECT_MFA_TYPE', begun.Session, { ANSWER: 'EMAIL_MFA' })
    expect(chosen.ChallengeName).toBe('EMAIL_OTP')
    const { code } = await test.newestMessage('ada@example.com')
    const done = await answer('EMAIL_OTP', chosen.Session, { EMAIL_OTP_CODE: code })
    expect(done.AuthenticationResult?.AccessToken).toBeDefined()
  })

  it('can have one preferred only, and none that the user cannot use', async () => {
    await poolWith('OPTIONAL')
    await signUpPerson(test, ids.clientId, 'ada')
    const prefer = (input: object) =>
      test.userPools('AdminSetUserMFAPreference', { UserPoolId: ids.userPoolId, Username: 'ada', ...input })
    await expect(
      prefer({
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    await expect(prefer({ SMSMfaSettings: { Enabled: true } })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })
})
