import { alterUser } from '../../domain/alter-user.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminEnableUser. */
export const adminEnableUser: UserPoolOperation<'AdminEnableUser'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await alterUser(environment, pool, user.sub, () => ({ enabled: true }))
  return {}
}
