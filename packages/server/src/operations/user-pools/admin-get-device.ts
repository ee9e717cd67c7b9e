import { readDevice } from '../../domain/manage-devices.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminGetDevice. */
export const adminGetDevice: UserPoolOperation<'AdminGetDevice'> = async ({ environment }, input) => {
  const { user } = await loadPoolAndUser(environment, input)
  return await readDevice(environment, user, input.DeviceKey)
}
