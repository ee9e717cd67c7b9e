import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import type { Session, Tokens } from '../session/session.ts'
import type { WaitOptions } from '../session/waits.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import type { Login, Logins } from './logins.ts'
import { userPoolLogin } from './user-pool-login.ts'

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
