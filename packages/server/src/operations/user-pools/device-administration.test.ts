import { createDeviceVerifier } from '@latchkey/protocol/srp'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { expect, it } from 'vitest'
import { fixedRandom } from '../../testing/random.ts'
import { createTestPool, signInPerson, signUpPerson, startTestServer } from '../../testing/test-server.ts'

it('an administrator sees a device and says whether it is remembered; the person forgets it', async () => {
  const test = await startTestServer()
  const { userPoolId: UserPoolId, clientId } = await createTestPool(test, {
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  })
  await signUpPerson(test, clientId, 'ada')
  const { AuthenticationResult } = await signInPerson(test, clientId, 'ada')
  const { AccessToken = '', NewDeviceMetadata } = AuthenticationResult ?? {}
  const { DeviceKey = '', DeviceGroupKey = '' } = NewDeviceMetadata ?? {}
  const device = { groupKey: DeviceGroupKey, key: DeviceKey, password: 'device password' }
  const secret = await createDeviceVerifier(nodeSrpEngine, device, fixedRandom(16))
  const DeviceSecretVerifierConfig = { ...secret }
  await test.userPools('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig })

  const ada = { UserPoolId, Username: 'ada' }
  const status = async () => {
    const { Device } = await test.userPools('AdminGetDevice', { ...ada, DeviceKey })
    return Device?.DeviceAttributes?.find(({ Name }) => Name === 'dev:device_remembered_status')?.Value
  }
  expect(await status()).toBe('not_remembered')
  const DeviceRememberedStatus = 'remembered'
  await test.userPools('AdminUpdateDeviceStatus', { ...ada, DeviceKey, DeviceRememberedStatus })
  expect(await status()).toBe('remembered')
  const owner = `ada.${UserPoolId}`
  const { Device } = await test.userPools('AdminGetDevice', { ...ada, DeviceKey })
  expect(Device?.DeviceAttributes).toEqual([
    { Name: 'device_status', Value: 'valid' },
    {
      Name: 'dev:device_arn',
      Value: `arn:aws:cognito-idp:us-east-1:000000000000:owner/${owner}/device/${DeviceKey}`,
    },
    { Name: 'dev:device_owner', Value: owner },
    { Name: 'dev:device_remembered_status', Value: 'remembered' },
  ])
  const list = async () => (await test.userPools('AdminListDevices', ada)).Devices?.map(one => one.DeviceKey)
  expect(await list()).toEqual([DeviceKey])
  await test.userPools('ForgetDevice', { AccessToken, DeviceKey })
  expect(await list()).toEqual([])
  await expect(status()).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  await test.close()
})
