import { authenticateBearer } from '../../domain/access-token.ts'
import { createDevice, sealDeviceVerifier, tracksDevices } from '../../domain/devices.ts'
import { errors } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

/** ConfirmDevice: stores a device with its verifier; it is remembered at once unless the user decides that. */
export const confirmDevice: UserPoolOperation<'ConfirmDevice'> = async ({ environment }, input) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  if (!tracksDevices(pool))
    throw errors.invalidParameter('Device tracking is not enabled for this user pool.')
  const asksUser = pool.configuration.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt ?? false
  const { records } = await environment.keys.secrets(pool.id)
  const owner = { poolId: pool.id, sub: user.sub, key: input.DeviceKey }
  const verifier = sealDeviceVerifier(
    records,
    environment.random,
    owner,
    input.DeviceSecretVerifierConfig ?? {},
  )
  const now = environment.now()
  const body = {
    name: input.DeviceName ?? '',
    remembered: !asksUser,
    verifier,
    lastAuthenticatedAt: now,
  }
  await environment.engine.write(() => createDevice(pool.id, user.sub, input.DeviceKey, body, now))
  return { UserConfirmationNecessary: asksUser }
}
