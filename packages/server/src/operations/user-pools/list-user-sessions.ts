import { authenticateBearer } from '../../domain/access-token.ts'
import { describeSession } from '../../domain/user-sessions.ts'
import { listLiveSessions } from '../../store/units/user-sessions.ts'
import type { UserPoolOperation } from './load.ts'
import { cutSessions, sessionPage } from './session-page.ts'

/** ListUserSessions: the person's own, newest first. */
export const listUserSessions: UserPoolOperation<'ListUserSessions'> = async (
  { environment },
  { AccessToken, NextToken },
) => {
  const { pool, user, sessionId } = await authenticateBearer(environment, AccessToken)
  const request = sessionPage(NextToken)
  const rows = await environment.engine.read(() =>
    listLiveSessions(pool.id, user.sub, environment.now(), request),
  )
  const { page, next } = cutSessions(rows, request)
  return { Sessions: page.map(row => describeSession(row, sessionId)), ...next }
}
