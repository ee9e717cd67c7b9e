import { authenticateBearer } from '../../domain/access-token.ts'
import { readDevice } from '../../domain/manage-devices.ts'
import type { UserPoolOperation } from './load.ts'

/** GetDevice. */
export const getDevice: UserPoolOperation<'GetDevice'> = async ({ environment }, input) => {
  const { user } = await authenticateBearer(environment, input.AccessToken ?? '')
  return await readDevice(environment, user, input.DeviceKey)
}
