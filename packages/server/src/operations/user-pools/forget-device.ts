import { authenticateBearer } from '../../domain/access-token.ts'
import { forgetDevice as forget } from '../../domain/manage-devices.ts'
import type { UserPoolOperation } from './load.ts'

/** ForgetDevice. */
export const forgetDevice: UserPoolOperation<'ForgetDevice'> = async ({ environment }, input) => {
  const { user } = await authenticateBearer(environment, input.AccessToken ?? '')
  await forget(environment, user, input.DeviceKey)
  return {}
}
