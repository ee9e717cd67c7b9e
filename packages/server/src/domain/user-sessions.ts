import type { SessionDescriptionType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import type { SessionRow } from '../store/schema.ts'
import { readSession, revokeSession } from '../store/units/sessions.ts'
import { resourceNotFound } from './resource.ts'
import { parseSessionId, shownSessionId } from './session-id.ts'
import { originOf } from './session-origin.ts'
import type { User } from './user.ts'

/**
 * A session as the operations describe one.
 *
 * @param current the session of the caller's own token, if there is one
 */
export function describeSession(row: SessionRow, current?: string): SessionDescriptionType {
  return {
    SessionId: shownSessionId(row.session_id),
    SessionType: originOf(row).kind === 'browser' ? 'SSO' : 'TOKEN',
    ClientId: row.client_id,
    CreateDate: row.authenticated_at / 1000,
    LastActiveDate: row.authenticated_at / 1000,
    DeviceType: 'unknown',
    IsCurrentSession: row.session_id === current,
  }
}

/**
 * Ends one session of a user.
 *
 * @param shown the id as the lists show it
 * @throws ServiceError `ResourceNotFoundException` for a session that is not the user's, or over
 */
export async function endSession(environment: Environment, user: User, shown: string): Promise<void> {
  const now = environment.now()
  const sessionId = parseSessionId(shown)
  await environment.engine.write(function* () {
    const session = sessionId === undefined ? undefined : yield* readSession(user.poolId, sessionId)
    if (!session || session.sub !== user.sub || session.revoked_at > 0 || session.expires_at <= now) {
      throw resourceNotFound('Session does not exist.')
    }
    yield* revokeSession(user.poolId, session.session_id, now)
  })
}
