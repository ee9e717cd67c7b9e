import { TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let ada: { UserPoolId: string; Username: string }
let AccessToken: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test)
  ada = { UserPoolId: ids.userPoolId, Username: 'ada' }
  await signUpPerson(test, ids.clientId, 'ada')
  AccessToken = (await signInPerson(test, ids.clientId, 'ada')).accessToken
})
afterEach(() => test.close())

const factors = () => test.userPools('AdminGetUserAuthFactors', ada)

it.each([
  ['a person', () => test.userPools('SetUserSettings', { AccessToken, MFAOptions: [sms] })],
  ['an administrator', () => test.userPools('AdminSetUserSettings', { ...ada, MFAOptions: [sms] })],
])('the older settings let %s turn SMS codes on, for who has a phone', async (_, turnOn) => {
  await expect(turnOn()).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  await test.userPools('AdminUpdateUserAttributes', {
    ...ada,
    UserAttributes: [{ Name: 'phone_number', Value: '+15550100' }],
  })
  await turnOn()
  expect(await factors()).toEqual({
    Username: 'ada',
    ConfiguredUserAuthFactors: ['PASSWORD'],
    UserMFASettingList: ['SMS_MFA'],
  })
  await test.userPools('SetUserSettings', { AccessToken, MFAOptions: [] })
  expect(await factors()).not.toHaveProperty('UserMFASettingList')
})

it('the older settings know nothing but SMS to the phone', async () => {
  const MFAOptions = [{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }] as const
  await expect(
    test.userPools('AdminSetUserSettings', { ...ada, MFAOptions: [...MFAOptions] }),
  ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})

it('a person and an administrator see the same factors', async () => {
  expect(await factors()).toEqual(await test.userPools('GetUserAuthFactors', { AccessToken }))
})

it('nobody has codes of an authenticator app that was never set up', async () => {
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
  const __type = 'InvalidParameterException'
  await expect(
    test.userPools('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings }),
  ).rejects.toEqual({ __type, message: 'User has not verified software token mfa' })
  await expect(
    test.userPools('AdminSetUserMFAPreference', { ...ada, SoftwareTokenMfaSettings }),
  ).rejects.toEqual({
    __type,
    message: 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
  })
})

it('an administrator deletes the authenticator app of a user', async () => {
  await expect(test.userPools('AdminDeleteSoftwareToken', ada)).rejects.toMatchObject({
    __type: 'InvalidParameterException',
  })
  await test.userPools('SetUserPoolMfaConfig', {
    UserPoolId: ada.UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  })
  const { SecretCode = '' } = await test.userPools('AssociateSoftwareToken', { AccessToken })
  const UserCode = new TOTP({ secret: SecretCode }).generate({ timestamp: test.clock.now })
  await test.userPools('VerifySoftwareToken', { AccessToken, UserCode })
  await test.userPools('AdminSetUserMFAPreference', {
    ...ada,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  })
  expect((await factors()).PreferredMfaSetting).toBe('SOFTWARE_TOKEN_MFA')
  await test.userPools('AdminDeleteSoftwareToken', ada)
  expect(await factors()).toEqual({ Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] })
})

const sms = { DeliveryMedium: 'SMS', AttributeName: 'phone_number' } as const
