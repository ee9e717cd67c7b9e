import { createDeviceVerifier, createSrpKeyPair, proveSrpPassword } from '@latchkey/protocol/srp'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixedRandom } from '../testing/random.ts'
import {
  createTestPool,
  password,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>
beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

async function poolWith(DeviceConfiguration: Record<string, boolean>, mfa = false) {
  ids = await createTestPool(test, { DeviceConfiguration })
  await signUpPerson(test, ids.clientId, 'ada')
  if (!mfa) return
  await test.userPools('SetUserPoolMfaConfig', {
    UserPoolId: ids.userPoolId,
    MfaConfiguration: 'ON',
    EmailMfaConfiguration: { Message: '{####}', Subject: 'Code' },
  })
}

const signIn = (DEVICE_KEY?: string) =>
  test.userPools('InitiateAuth', {
    ClientId: ids.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD: password, ...(DEVICE_KEY ? { DEVICE_KEY } : {}) },
  })
const answer = (ChallengeName: string, Session: string | undefined, responses: Record<string, string>) =>
  test.userPools('RespondToAuthChallenge', {
    ClientId: ids.clientId,
    ChallengeName: ChallengeName as never,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  })

/** Signs in on a new device, with a code where one is asked for, and confirms the device. */
async function newDevice() {
  let signedIn = await signIn()
  if (signedIn.ChallengeName === 'EMAIL_OTP') {
    const { code } = await test.newestMessage('ada@example.com')
    signedIn = (await answer('EMAIL_OTP', signedIn.Session, { EMAIL_OTP_CODE: code })) as typeof signedIn
  }
  const result = signedIn.AuthenticationResult
  const { DeviceKey = '', DeviceGroupKey = '' } = result?.NewDeviceMetadata ?? {}
  const accessToken = result?.AccessToken ?? ''
  const devicePassword = 'device password'
  const device = { groupKey: DeviceGroupKey, key: DeviceKey, password: devicePassword }
  const secret = await createDeviceVerifier(nodeSrpEngine, device, fixedRandom(16))
  const confirmed = await test.userPools('ConfirmDevice', {
    AccessToken: accessToken,
    DeviceKey,
    DeviceName: 'laptop',
    DeviceSecretVerifierConfig: { ...secret },
  })
  return { DeviceKey, DeviceGroupKey, devicePassword, accessToken, result, confirmed }
}

/** Lets a device prove itself. */
async function prove(device: Awaited<ReturnType<typeof newDevice>>, devicePassword = device.devicePassword) {
  const begun = await signIn(device.DeviceKey)
  expect(begun.ChallengeName).toBe('DEVICE_SRP_AUTH')
  const pair = await createSrpKeyPair(nodeSrpEngine, fixedRandom(32))
  const DEVICE_KEY = device.DeviceKey
  const SRP_A = pair.publicValue.toString(16)
  const challenged = await answer('DEVICE_SRP_AUTH', begun.Session, { DEVICE_KEY, SRP_A })
  const challenge = challenged.ChallengeParameters ?? {}
  const timestamp = 'Sat Nov 7 08:09:05 UTC 2026'
  const identity = { poolName: device.DeviceGroupKey, userId: DEVICE_KEY, password: devicePassword }
  const proof = await proveSrpPassword(nodeSrpEngine, pair, identity, challenge as never, timestamp)
  if (proof.outcome !== 'proven') throw new Error(proof.outcome)
  return await answer('DEVICE_PASSWORD_VERIFIER', challenged.Session, {
    DEVICE_KEY,
    PASSWORD_CLAIM_SECRET_BLOCK: challenge['SECRET_BLOCK'] ?? '',
    PASSWORD_CLAIM_SIGNATURE: proof.signature,
    TIMESTAMP: timestamp,
  })
}

describe('a device', () => {
  it('gets a key at the first sign-in, is confirmed, and proves itself at the next', async () => {
    await poolWith({ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false })
    const device = await newDevice()
    expect(device.DeviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/)
    expect(device.DeviceGroupKey).toMatch(/^-\w{8}$/)
    expect(decodeJwt(device.accessToken)['device_key']).toBe(device.DeviceKey)
    expect(device.confirmed).toEqual({ UserConfirmationNecessary: false })
    const again = await prove(device)
    expect(again.AuthenticationResult?.NewDeviceMetadata).toBeUndefined()
    expect(decodeJwt(again.AuthenticationResult?.AccessToken ?? '')['device_key']).toBe(device.DeviceKey)
  })

  it('takes the place of the second factor once it is remembered, where the pool says so', async () => {
    await poolWith({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }, true)
    const device = await newDevice()
    expect(device.confirmed).toEqual({ UserConfirmationNecessary: true })
    expect((await prove(device)).ChallengeName).toBe('EMAIL_OTP')
    await test.userPools('UpdateDeviceStatus', {
      AccessToken: device.accessToken,
      DeviceKey: device.DeviceKey,
      DeviceRememberedStatus: 'remembered',
    })
    expect((await prove(device)).AuthenticationResult?.AccessToken).toBeDefined()
  })

  it('with a wrong secret is refused, and so is one that nobody knows', async () => {
    await poolWith({ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false })
    const device = await newDevice()
    await expect(prove(device, 'another password')).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    await expect(signIn('us-east-1_00000000-0000-4000-8000-000000000000')).rejects.toEqual({
      __type: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    })
  })

  it('is listed, shown, and forgotten, and with it its refresh token', async () => {
    await poolWith({ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false })
    const { accessToken, DeviceKey, result } = await newDevice()
    const { Devices } = await test.userPools('ListDevices', { AccessToken: accessToken })
    expect(Devices).toHaveLength(1)
    const { Device } = await test.userPools('GetDevice', { AccessToken: accessToken, DeviceKey })
    expect(Device?.DeviceAttributes).toContainEqual({ Name: 'device_name', Value: 'laptop' })
    const refresh = (key?: string) =>
      test.userPools('GetTokensFromRefreshToken', {
        ClientId: ids.clientId,
        RefreshToken: result?.RefreshToken ?? '',
        DeviceKey: key,
      })
    await expect(refresh()).rejects.toMatchObject({ message: 'Invalid Refresh Token' })
    expect((await refresh(DeviceKey)).AuthenticationResult?.IdToken).toBeDefined()
    await test.userPools('AdminForgetDevice', { UserPoolId: ids.userPoolId, Username: 'ada', DeviceKey })
    await expect(refresh(DeviceKey)).rejects.toMatchObject({ message: 'Invalid Refresh Token' })
    await expect(test.userPools('GetDevice', { AccessToken: accessToken, DeviceKey })).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('is confirmed once', async () => {
    await poolWith({ ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false })
    const { accessToken, DeviceKey } = await newDevice()
    await expect(
      test.userPools('ConfirmDevice', {
        AccessToken: accessToken,
        DeviceKey,
        DeviceSecretVerifierConfig: { PasswordVerifier: 'AQAB', Salt: 'AQAB' },
      }),
    ).rejects.toMatchObject({ __type: 'DeviceKeyExistsException' })
  })
})
