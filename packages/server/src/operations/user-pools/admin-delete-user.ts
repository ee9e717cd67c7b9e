import { deleteUser } from '../../store/units/users.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminDeleteUser. */
export const adminDeleteUser: UserPoolOperation<'AdminDeleteUser'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await environment.engine.write(() => deleteUser(pool.id, user.sub))
  return {}
}
