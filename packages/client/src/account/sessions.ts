import type { SessionDescriptionType } from '@latchkey/protocol/user-pools'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'
import { accessTokenField } from './access-token.ts'

/** A sign-in that goes on somewhere, as the user pool knows it. */
export interface UserSession {
  readonly sessionId: string
  /** Whether it is the one that asks. */
  readonly current: boolean
  /** `TOKEN` where an app holds tokens, `SSO` where a browser is signed in at the hosted UI. */
  readonly sessionType: 'SSO' | 'TOKEN' | undefined
  /** The app client that began it. */
  readonly clientId: string | undefined
  readonly createDate: Date | undefined
  readonly lastActiveDate: Date | undefined
  readonly lastIPAddress: string | undefined
  readonly deviceType: string | undefined
}

export interface UserSessionList {
  readonly sessions: readonly UserSession[]
  /** Gets the next page; absent on the last. */
  readonly paginationToken: string | undefined
}

const date = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(seconds * 1000))

const read = (session: SessionDescriptionType): UserSession => ({
  sessionId: session.SessionId ?? '',
  current: session.IsCurrentSession ?? false,
  sessionType: session.SessionType,
  clientId: session.ClientId,
  createDate: date(session.CreateDate),
  lastActiveDate: date(session.LastActiveDate),
  lastIPAddress: session.LastIPAddress,
  deviceType: session.DeviceType,
})

/**
 * Where the signed-in person is signed in, this session among them (`ListUserSessions`).
 *
 * The service cuts its pages itself. With `limit` a page of the service's is given out in several, and what says
 * where to go on names the last session given: if that has ended by then, the service's page begins anew, so that
 * none is left out.
 *
 * @param options.limit how many on a page, 1 or more; as many as the service gives at once when absent
 * @throws AWSMobileClientError `invalidParameter` for a `limit` or `paginationToken` that is none
 */
export async function listSessions(
  client: Client,
  options: { readonly limit?: number; readonly paginationToken?: string } = {},
): Promise<UserSessionList> {
  const { limit = Number.POSITIVE_INFINITY, paginationToken = ' ' } = options
  if (!(limit >= 1)) throw failure('invalidParameter', 'limit is 1 or more')
  const [given, ...rest] = paginationToken.split(' ')
  const pageToken = rest.join(' ')
  const answer = await request(client, 'userPool', 'ListUserSessions', {
    ...(await accessTokenField(client)),
    NextToken: pageToken || undefined,
  })
  const page = (answer.Sessions ?? []).map(read)
  const from = given ? page.findIndex(({ sessionId }) => sessionId === given) + 1 : 0
  const sessions = page.slice(from, from + limit)
  const more = from + sessions.length < page.length
  const { NextToken } = answer
  return {
    sessions,
    paginationToken: more
      ? `${sessions[sessions.length - 1]?.sessionId} ${pageToken}`
      : NextToken === undefined
        ? undefined
        : ` ${NextToken}`,
  }
}

/**
 * Signs the person out of another session (`RevokeUserSession`); of this one `signOut` does.
 *
 * @throws AWSMobileClientError `resourceNotFound` when there is no such session any more; `invalidParameter` when it
 *   is this one
 */
export async function revokeSession(
  client: Client,
  { sessionId }: { readonly sessionId: string },
): Promise<void> {
  await request(client, 'userPool', 'RevokeUserSession', {
    ...(await accessTokenField(client)),
    SessionId: sessionId,
  })
}
