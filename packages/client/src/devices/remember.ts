import { toBase64 } from '@latchkey/protocol'
import { createDeviceVerifier, deviceIdentity } from '@latchkey/protocol/srp'
import { failure } from '../errors/failure.ts'
import type { Answer, DeviceMemory } from '../sign-in/features.ts'
import { takeKeyPair } from '../sign-in/key-pair.ts'
import { proveBySrp } from '../sign-in/srp-proof.ts'
import { request } from '../transport/request.ts'
import { readDevice, rememberedDevice, writeDevice } from './record.ts'

/** Where the pool tracks devices: this one is confirmed after the first sign-in and proves itself at the next. */
export const deviceMemory: DeviceMemory = {
  ...rememberedDevice,
  confirm: (client, flow, result) => confirmDevice(client, flow, result),
}

/** Confirms the device that the service has just given a key (`ConfirmDevice`). It never throws. */
export const confirmDevice: DeviceMemory['confirm'] = async (
  client,
  { username, usernameTyped },
  { AccessToken = '', NewDeviceMetadata },
) => {
  const { DeviceKey: key, DeviceGroupKey: groupKey } = NewDeviceMetadata ?? {}
  if (!key || !groupKey) return
  const { srp, random } = client.platform
  const device = { key, groupKey, password: toBase64(random(40)) }
  try {
    await request(client, 'userPool', 'ConfirmDevice', {
      AccessToken,
      DeviceKey: key,
      DeviceName: client.configuration?.userAgent,
      DeviceSecretVerifierConfig: { ...(await createDeviceVerifier(srp, device, random(16))) },
    })
    await writeDevice(client, [username, usernameTyped], { version: 1, ...device })
  } catch (error) {
    // The person is signed in all the same; the next sign-in gets a new key.
    client.platform.report(error)
  }
}

/** `DEVICE_SRP_AUTH`: the device begins to prove its password. */
export const beginDeviceProof: Answer = async (client, { flow, parameters }) => {
  const keyPair = await takeKeyPair(client, false)
  const { DEVICE_KEY = (await readDevice(client, flow.username))?.key ?? '' } = parameters
  return { responses: { DEVICE_KEY, SRP_A: keyPair.publicValue.toString(16) }, keyPair }
}

/** `DEVICE_PASSWORD_VERIFIER`: it proves it. */
export const proveDevice: Answer = async (client, { flow, parameters, keyPair }) => {
  const device = await readDevice(client, flow.username)
  if (!device || !keyPair) throw failure('deviceNotRemembered')
  const proof = await proveBySrp(client, keyPair, deviceIdentity(device), parameters)
  return { responses: { ...proof, DEVICE_KEY: device.key } }
}
