import type { Client } from './client.ts'
import type { StateDetails, UserState } from './machine.ts'

/** The user state as it was last set; `unknown` until `initialize` is through. */
export function currentUserState(client: Client): UserState {
  return client.state.standing.userState
}

/** Whether somebody is signed in, or has only to sign in again. */
export function isSignedIn(client: Client): boolean {
  return client.state.standing.provider !== 'none'
}

/** The signed-in person's unchanging id, out of the tokens; no network. */
export function userSub(client: Client): string | undefined {
  const { idToken, accessToken } = client.session?.tokens ?? {}
  return idToken?.claims?.sub ?? accessToken?.claims?.sub
}

/** The service's name of the signed-in person; federated people have none. */
export function username(client: Client): string | undefined {
  return detailsOf(client).username
}

/** What listeners hear of a session: its name, or whose login it is. */
export function detailsOf({ session }: Client): StateDetails {
  if (!session) return {}
  const { username, federation } = session
  return federation ? { provider: federation.providerName } : { username }
}
