import { authenticateBearer } from '../../domain/access-token.ts'
import { pageOfDevices } from '../../domain/manage-devices.ts'
import type { UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** ListDevices. */
export const listDevices: UserPoolOperation<'ListDevices'> = async ({ environment }, input) => {
  const { user } = await authenticateBearer(environment, input.AccessToken)
  const [after = ''] = parsePageToken(input.PaginationToken)
  const { devices, next } = await pageOfDevices(environment, user, after, input.Limit || 60)
  return { Devices: devices, ...(next ? { PaginationToken: pageToken([next]) } : {}) }
}
