import { forgetDevice as forget } from '../../domain/manage-devices.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminForgetDevice. */
export const adminForgetDevice: UserPoolOperation<'AdminForgetDevice'> = async ({ environment }, input) => {
  const { user } = await loadPoolAndUser(environment, input)
  await forget(environment, user, input.DeviceKey)
  return {}
}
