import { alterUser } from '../../domain/alter-user.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminDisableUser. */
export const adminDisableUser: UserPoolOperation<'AdminDisableUser'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await alterUser(environment, pool, user.sub, () => ({ enabled: false }))
  return {}
}
