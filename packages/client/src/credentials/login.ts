import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import type { WaitOptions } from '../session/limits.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { userPoolLogin } from './user-pool-login.ts'

/** Provider names and tokens, as `Logins` has them; empty for a guest. */
export type Logins = Record<string, string>

/** Whether these logins are a guest's. */
export function isGuest(logins: Logins): boolean {
  return Object.keys(logins).length === 0
}

/**
 * What proves the person to the identity pool, and the epoch in which it does.
 *
 * @throws AWSMobileClientError whatever `getTokens` throws; `idTokenNotIssued`
 */
export async function currentLogins(
  client: Client,
  { whenSignedOut }: WaitOptions,
  abandoned: AbortSignal | undefined,
): Promise<{ readonly logins: Logins; readonly epoch: number }> {
  while (client.state.standing.provider !== 'none') {
    const { idToken } = await getTokens(client, { whenSignedOut, signal: abandoned })
    if (!idToken) throw failure('idTokenNotIssued')
    // By now somebody else may have signed in, whose epoch these tokens must not enter.
    if (client.session?.tokens?.idToken?.tokenString === idToken.tokenString) {
      return { logins: { [userPoolLogin(client)]: idToken.tokenString }, epoch: client.state.epoch }
    }
  }
  return { logins: {}, epoch: client.state.epoch }
}
