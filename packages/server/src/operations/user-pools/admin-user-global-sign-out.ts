import { revokeUserSessions } from '../../store/units/sessions.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminUserGlobalSignOut. */
export const adminUserGlobalSignOut: UserPoolOperation<'AdminUserGlobalSignOut'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await environment.engine.write(() => revokeUserSessions(pool.id, user.sub, environment.now()))
  return {}
}
