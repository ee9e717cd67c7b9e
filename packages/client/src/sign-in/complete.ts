import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import { userPoolLogin } from '../credentials/user-pool-login.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { eraseRecord, storeIdentity, storeSession } from '../session/records.ts'
import type { Session } from '../session/session.ts'
import { leewayOf, receiveTokens } from '../tokens/refresh.ts'
import { isCurrent } from './attempt.ts'
import { plainResult } from './challenge-result.ts'
import { setChallenge } from './open-challenge.ts'
import type { SignInFlow, SignInResult } from './types.ts'

/** The tokens are there: the person is signed in, the session stored, and everybody told. */
export async function complete(
  client: Client,
  attempt: number,
  flow: SignInFlow,
  result: AuthenticationResultType,
): Promise<SignInResult> {
  const signedIn = plainResult('signedIn')
  if (!isCurrent(client, attempt)) return signedIn
  const tokens = receiveTokens(client, result)
  const username = tokens.accessToken.claims?.username ?? flow.username
  const session: Session = {
    provider: 'userPools',
    username,
    usernameTyped: flow.usernameTyped,
    tokens,
    leeway: leewayOf(client, tokens, 'userPools'),
  }
  await enter(client, attempt, session, userPoolLogin(client), () =>
    client.features.devices?.confirm(client, flow, result),
  )
  return signedIn
}

/**
 * Begins a session: it is stored, and everybody is told.
 *
 * @param provider the login's name, for listeners
 * @param last what is still to be done before anybody is told
 */
export async function enter(
  client: Client,
  attempt: number,
  session: Session,
  provider: string,
  last?: () => Promise<void> | undefined,
): Promise<void> {
  const { username } = session
  const former = client.session
  client.session = session
  setChallenge(client, undefined)
  client.credentials = undefined
  // A guest's identity becomes the person's; another person's identity never does.
  if (former && former.username !== username) {
    client.identityId = undefined
    storeIdentity(client)
  }
  await storeSession(client)
  await last?.()
  if (!isCurrent(client, attempt) && client.session === session) {
    client.session = former
    await (former ? storeSession(client) : eraseRecord(client))
  }
  dispatch(client, {
    type: 'signedIn',
    attempt,
    provider: session.provider,
    username,
    details: { provider, username },
  })
  await client.telling
}
