import { endSession } from '../../domain/user-sessions.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminRevokeUserSession. */
export const adminRevokeUserSession: UserPoolOperation<'AdminRevokeUserSession'> = async (
  { environment },
  input,
) => {
  const { user } = await loadPoolAndUser(environment, input)
  await endSession(environment, user, input.SessionId)
  return {}
}
