import type { AWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import type { WaitOptions } from '../session/limits.ts'
import type { Session, Tokens } from '../session/session.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { userPoolLogin } from './user-pool-login.ts'

/** Provider names and tokens, as `Logins` has them; empty for a guest. */
export type Logins = Record<string, string>

/** What proves a person to the identity pool. */
export interface Login {
  readonly logins: Logins
  /** The epoch in which it does. */
  readonly epoch: number
  /** Sets requests with this login apart from those with another. */
  readonly key: string
  /** The role to ask for, where the login allows several. */
  readonly customRoleARN?: string | undefined
  /** The identity pool has refused the login itself: calls wait for a new one. */
  readonly refused?: (cause: AWSMobileClientError) => void
}

/** Whether these logins are a guest's. */
export function isGuest(logins: Logins): boolean {
  return Object.keys(logins).length === 0
}

/**
 * What proves the person to the identity pool now.
 *
 * @returns nothing where that is a login that they have brought from elsewhere
 * @throws AWSMobileClientError whatever `getTokens` throws; `idTokenNotIssued`
 */
export async function currentLogin(
  client: Client,
  { whenSignedOut }: WaitOptions,
  abandoned: AbortSignal | undefined,
): Promise<Login | undefined> {
  for (;;) {
    const { provider } = client.state.standing
    if (provider === 'oidcFederation') return undefined
    if (provider === 'none') return loginOf(client, {})
    const tokens = await getTokens(client, { whenSignedOut, signal: abandoned })
    const { session } = client
    // By now somebody else may have signed in, whose epoch these tokens must not enter.
    if (session?.tokens?.accessToken.tokenString === tokens.accessToken.tokenString) {
      return loginOf(client, loginsOf(client, session, tokens))
    }
  }
}

function loginOf({ state: { epoch } }: Client, logins: Logins): Login {
  return { logins, epoch, key: `${epoch}` }
}

function loginsOf(client: Client, { hosted }: Session, { idToken, accessToken }: Tokens): Logins {
  if (hosted && !hosted.federated) return {}
  const token = idToken ?? (hosted && accessToken)
  if (!token) throw failure('idTokenNotIssued')
  return { [hosted?.providerName ?? userPoolLogin(client)]: token.tokenString }
}
