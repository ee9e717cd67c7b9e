import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import type { WaitOptions } from '../session/limits.ts'
import type { Session, Tokens } from '../session/session.ts'
import { createWaiter } from '../session/waiting.ts'
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
  /** Whether a refusal is the token's end: calls wait for a new one. */
  readonly federated?: boolean
}

/** Whether these logins are a guest's. */
export function isGuest(logins: Logins): boolean {
  return Object.keys(logins).length === 0
}

/** The login that a person has brought from elsewhere. */
export function federatedLogin(
  { providerName, customRoleARN }: { providerName: string; customRoleARN?: string | undefined },
  token: string,
  epoch: number,
  key: string,
): Login {
  return { logins: { [providerName]: token }, epoch, key, customRoleARN }
}

/**
 * What proves the person to the identity pool now. Where a login was refused it waits for a new one.
 *
 * @throws AWSMobileClientError whatever `getTokens` throws; `idTokenNotIssued`
 */
export async function currentLogin(
  client: Client,
  { whenSignedOut }: WaitOptions,
  abandoned: AbortSignal | undefined,
): Promise<Login> {
  while (client.state.standing.provider !== 'none') {
    const { epoch, standing } = client.state
    if (standing.provider === 'oidcFederation') {
      const { federation } = client.session ?? {}
      if (federation?.token !== undefined) {
        return { ...federatedLogin(federation, federation.token, epoch, `${epoch}`), federated: true }
      }
      await newFederatedLogin(client, whenSignedOut, abandoned)
      continue
    }
    const tokens = await getTokens(client, { whenSignedOut, signal: abandoned })
    const { session } = client
    // By now somebody else may have signed in, whose epoch these tokens must not enter.
    if (session?.tokens?.accessToken.tokenString === tokens.accessToken.tokenString) {
      return {
        logins: loginsOf(client, session, tokens),
        epoch: client.state.epoch,
        key: `${client.state.epoch}`,
      }
    }
  }
  return { logins: {}, epoch: client.state.epoch, key: `${client.state.epoch}` }
}

async function newFederatedLogin(
  client: Client,
  whenSignedOut: WaitOptions['whenSignedOut'],
  abandoned: AbortSignal | undefined,
): Promise<void> {
  if (whenSignedOut === 'reject') throw failure('notSignedIn', 'The identity pool wants a new token')
  const waiter = createWaiter(client, abandoned)
  const { providerName: provider = '' } = client.session?.federation ?? {}
  dispatch(client, { type: 'waitStarted', waiter: waiter.id, details: { provider } })
  await waiter.over
}

function loginsOf(client: Client, { hosted }: Session, { idToken, accessToken }: Tokens): Logins {
  if (hosted && !hosted.federated) return {}
  const token = idToken ?? (hosted && accessToken)
  if (!token) throw failure('idTokenNotIssued')
  return { [hosted?.providerName ?? userPoolLogin(client)]: token.tokenString }
}
