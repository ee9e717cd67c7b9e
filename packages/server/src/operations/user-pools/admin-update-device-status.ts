import { rememberDevice } from '../../domain/manage-devices.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminUpdateDeviceStatus. */
export const adminUpdateDeviceStatus: UserPoolOperation<'AdminUpdateDeviceStatus'> = async (
  { environment },
  input,
) => {
  const { user } = await loadPoolAndUser(environment, input)
  await rememberDevice(environment, user, input.DeviceKey, input.DeviceRememberedStatus === 'remembered')
  return {}
}
