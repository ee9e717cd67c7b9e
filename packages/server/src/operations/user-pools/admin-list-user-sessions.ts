import { describeSession } from '../../domain/user-sessions.ts'
import { listLiveSessions } from '../../store/units/user-sessions.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'
import { cutSessions, sessionPage } from './session-page.ts'

/** AdminListUserSessions. */
export const adminListUserSessions: UserPoolOperation<'AdminListUserSessions'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const request = sessionPage(input.NextToken)
  const rows = await environment.engine.read(() =>
    listLiveSessions(pool.id, user.sub, environment.now(), request),
  )
  const { page, next } = cutSessions(rows, request)
  return { Sessions: page.map(row => describeSession(row)), ...next }
}
