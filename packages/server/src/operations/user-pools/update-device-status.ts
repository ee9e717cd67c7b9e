import { authenticateBearer } from '../../domain/access-token.ts'
import { rememberDevice } from '../../domain/manage-devices.ts'
import type { UserPoolOperation } from './load.ts'

/** UpdateDeviceStatus. */
export const updateDeviceStatus: UserPoolOperation<'UpdateDeviceStatus'> = async ({ environment }, input) => {
  const { user } = await authenticateBearer(environment, input.AccessToken)
  await rememberDevice(environment, user, input.DeviceKey, input.DeviceRememberedStatus === 'remembered')
  return {}
}
