import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let clientId: string
let AccessToken: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test, {}, { PreventUserExistenceErrors: 'LEGACY' })
  UserPoolId = ids.userPoolId
  clientId = ids.clientId
  await signUpPerson(test, clientId, 'ada')
  AccessToken = (await signInPerson(test, clientId, 'ada')).accessToken
})
afterEach(() => test.close())

const attribute = async (name: string) => {
  const { UserAttributes } = await test.userPools('GetUser', { AccessToken })
  return UserAttributes?.find(({ Name }) => Name === name)?.Value
}

it('AddCustomAttributes lets users have them, each name once', async () => {
  const CustomAttributes = [{ Name: 'shoe', AttributeDataType: 'Number' as const, Mutable: true }]
  await test.userPools('AddCustomAttributes', { UserPoolId, CustomAttributes })
  await test.userPools('UpdateUserAttributes', {
    AccessToken,
    UserAttributes: [{ Name: 'custom:shoe', Value: '38' }],
  })
  expect(await attribute('custom:shoe')).toBe('38')
  await expect(test.userPools('AddCustomAttributes', { UserPoolId, CustomAttributes })).rejects.toMatchObject(
    { __type: 'InvalidParameterException' },
  )
})

it.each([
  [
    'DeleteUserAttributes',
    () => test.userPools('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['nickname'] }),
  ],
  [
    'AdminDeleteUserAttributes',
    () =>
      test.userPools('AdminDeleteUserAttributes', {
        UserPoolId,
        Username: 'ada',
        UserAttributeNames: ['nickname'],
      }),
  ],
])('%s takes an attribute away', async (_, remove) => {
  const UserAttributes = [{ Name: 'nickname', Value: 'countess' }]
  await test.userPools('UpdateUserAttributes', { AccessToken, UserAttributes })
  expect(await attribute('nickname')).toBe('countess')
  await remove()
  expect(await attribute('nickname')).toBeUndefined()
})

it('AdminResetUserPassword sends a code, without which the old password opens nothing', async () => {
  await test.userPools('AdminResetUserPassword', { UserPoolId, Username: 'ada' })
  await expect(signInPerson(test, clientId, 'ada')).rejects.toMatchObject({
    __type: 'PasswordResetRequiredException',
  })
  const { code } = await test.newestMessage('ada@example.com')
  await test.userPools('ConfirmForgotPassword', {
    ClientId: clientId,
    Username: 'ada',
    ConfirmationCode: code,
    Password: 'Another-Horse-8',
  })
  expect((await signInPerson(test, clientId, 'ada', 'Another-Horse-8')).accessToken).not.toBe('')
})

it('AdminRespondToAuthChallenge answers the challenge of a temporary password', async () => {
  await test.userPools('AdminSetUserPassword', { UserPoolId, Username: 'ada', Password: 'Temporary-1!' })
  const pool = { UserPoolId, ClientId: clientId }
  const { ChallengeName, Session } = await test.userPools('AdminInitiateAuth', {
    ...pool,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD: 'Temporary-1!' },
  })
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
  const { AuthenticationResult } = await test.userPools('AdminRespondToAuthChallenge', {
    ...pool,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: password },
  })
  expect(AuthenticationResult?.AccessToken).toBeDefined()
})

it('GetUserAttributeVerificationCode sends a code that verifies the address', async () => {
  await test.userPools('AdminUpdateUserAttributes', {
    UserPoolId,
    Username: 'ada',
    UserAttributes: [
      { Name: 'email', Value: 'new@example.com' },
      { Name: 'email_verified', Value: 'false' },
    ],
  })
  const sent = await test.userPools('GetUserAttributeVerificationCode', {
    AccessToken,
    AttributeName: 'email',
  })
  expect(sent.CodeDeliveryDetails).toMatchObject({ AttributeName: 'email', DeliveryMedium: 'EMAIL' })
  const { code: Code } = await test.newestMessage('new@example.com')
  await test.userPools('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
  expect(await attribute('email_verified')).toBe('true')
})

it.each(['GetUserAttributeVerificationCode', 'VerifyUserAttribute'] as const)(
  '%s knows addresses and phone numbers alone',
  async operation => {
    const input = { AccessToken, AttributeName: 'name', Code: '123456' }
    await expect(test.userPools(operation, input)).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'Invalid attribute name. Only phone_number and email can be verified.',
    })
  },
)

it('GetUserPoolMfaConfig shows what SetUserPoolMfaConfig was given', async () => {
  const given = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
  await test.userPools('SetUserPoolMfaConfig', { UserPoolId, ...given })
  expect(await test.userPools('GetUserPoolMfaConfig', { UserPoolId })).toMatchObject(given)
})

const sms = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } }

it('SetUserPoolMfaConfig turns off what it is not given, and shows the role of SMS with the pool', async () => {
  await test.userPools('SetUserPoolMfaConfig', {
    UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration: sms,
    WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'preferred' },
  })
  expect((await test.userPools('DescribeUserPool', { UserPoolId })).UserPool).toMatchObject(sms)
  const software = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
  expect(await test.userPools('SetUserPoolMfaConfig', { UserPoolId, ...software })).toEqual({
    ...software,
    WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'preferred' },
  })
})

it.each([
  [
    'a factor while MFA is off',
    { MfaConfiguration: 'OFF', SoftwareTokenMfaConfiguration: { Enabled: true } },
    "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  ],
  [
    'MFA without a factor',
    { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: false } },
    "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
  ],
] as const)('SetUserPoolMfaConfig refuses %s', async (_, given, message) => {
  await expect(test.userPools('SetUserPoolMfaConfig', { UserPoolId, ...given })).rejects.toEqual({
    __type: 'InvalidParameterException',
    message,
  })
})

it('a pool is made with MFA where SMS is configured, and is not turned to demanding it later by UpdateUserPool', async () => {
  const pool = { PoolName: 'people', MfaConfiguration: 'OPTIONAL' } as const
  await expect(test.userPools('CreateUserPool', pool)).rejects.toEqual({
    __type: 'InvalidParameterException',
    message:
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
  })
  const { UserPool } = await test.userPools('CreateUserPool', { ...pool, ...sms })
  const change = { UserPoolId: UserPool?.Id ?? '', MfaConfiguration: 'ON', ...sms } as const
  await expect(test.userPools('UpdateUserPool', change)).rejects.toEqual({
    __type: 'InvalidParameterException',
    message: 'Cannot turn MFA functionality ON, once the user pool has been created.',
  })
  const { UserPoolId: id, MfaConfiguration } = change
  await test.userPools('SetUserPoolMfaConfig', { UserPoolId: id, MfaConfiguration, SmsMfaConfiguration: sms })
  expect(await test.userPools('UpdateUserPool', change)).toEqual({})
})

it.each([
  [
    'codes by mail',
    'EMAIL_OTP',
    'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
    'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
  ],
  [
    'passkeys that are one factor',
    'WEB_AUTHN',
    'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
    'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.',
  ],
] as const)(
  'a pool that demands a second factor has no %s as the first',
  async (_, factor, onMfa, onPool) => {
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, factor] } }
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
    const __type = 'InvalidParameterException'
    const { userPoolId: UserPoolId } = await createTestPool(test, { Policies })
    await expect(test.userPools('SetUserPoolMfaConfig', { UserPoolId, ...mfa })).rejects.toEqual({
      __type,
      message: onMfa,
    })
    await test.userPools('UpdateUserPool', { UserPoolId })
    await test.userPools('SetUserPoolMfaConfig', { UserPoolId, ...mfa })
    const change = { UserPoolId, MfaConfiguration: 'ON', Policies } as const
    await expect(test.userPools('UpdateUserPool', change)).rejects.toEqual({ __type, message: onPool })
  },
)

it('a passkey that counts as two factors may be the first where a second one is demanded', async () => {
  const AllowedFirstAuthFactors = ['PASSWORD' as const, 'WEB_AUTHN' as const]
  const { userPoolId } = await createTestPool(test, {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
  })
  const config = await test.userPools('SetUserPoolMfaConfig', {
    UserPoolId: userPoolId,
    MfaConfiguration: 'ON',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' },
  })
  expect(config.MfaConfiguration).toBe('ON')
})

it('GetUserPoolMfaConfig shows SMS as the pool was made with it', async () => {
  const { UserPool } = await test.userPools('CreateUserPool', {
    PoolName: 'people',
    MfaConfiguration: 'ON',
    SmsAuthenticationMessage: 'Code {####}',
    ...sms,
  })
  const pool = { UserPoolId: UserPool?.Id ?? '' }
  expect(await test.userPools('GetUserPoolMfaConfig', pool)).toEqual({
    MfaConfiguration: 'ON',
    SmsMfaConfiguration: { ...sms, SmsAuthenticationMessage: 'Code {####}' },
  })
  const software = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
  expect(await test.userPools('SetUserPoolMfaConfig', { ...pool, ...software })).toEqual(software)
})
