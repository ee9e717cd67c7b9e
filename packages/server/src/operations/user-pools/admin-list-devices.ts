import { pageOfDevices } from '../../domain/manage-devices.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** AdminListDevices. */
export const adminListDevices: UserPoolOperation<'AdminListDevices'> = async ({ environment }, input) => {
  const { user } = await loadPoolAndUser(environment, input)
  const [after = ''] = parsePageToken(input.PaginationToken)
  const { devices, next } = await pageOfDevices(environment, user, after, input.Limit || 60)
  return { Devices: devices, ...(next ? { PaginationToken: pageToken([next]) } : {}) }
}
