import { describeEvent } from '../../domain/auth-events.ts'
import { listRememberedSessions } from '../../store/units/user-sessions.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'
import { cutSessions, sessionPage } from './session-page.ts'

/** AdminListUserAuthEvents: completed sign-ins, newest first, as long as their sessions are remembered. */
export const adminListUserAuthEvents: UserPoolOperation<'AdminListUserAuthEvents'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const request = sessionPage(input.NextToken, input.MaxResults || 60)
  const rows = await environment.engine.read(() => listRememberedSessions(pool.id, user.sub, request))
  const { page, next } = cutSessions(rows, request)
  return { AuthEvents: await Promise.all(page.map(row => describeEvent(environment, row))), ...next }
}
