import { authenticateBearer } from '../../domain/access-token.ts'
import { shownSessionId } from '../../domain/session-id.ts'
import { endSession } from '../../domain/user-sessions.ts'
import { errors } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

/** RevokeUserSession: another session of the caller's own. */
export const revokeUserSession: UserPoolOperation<'RevokeUserSession'> = async (
  { environment },
  { AccessToken, SessionId },
) => {
  const { user, sessionId } = await authenticateBearer(environment, AccessToken)
  if (SessionId === shownSessionId(sessionId)) {
    throw errors.invalidParameter('The current session is ended by GlobalSignOut or RevokeToken.')
  }
  await endSession(environment, user, SessionId)
  return {}
}
