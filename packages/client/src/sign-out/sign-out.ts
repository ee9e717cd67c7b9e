import type { HostedUIWindow } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { ready } from '../session/initialize.ts'
import type { Session } from '../session/session.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { request } from '../transport/request.ts'

export interface SignOutOptions {
  /** Signs the person out everywhere. It needs the network: offline it rejects, and nothing changes. */
  readonly signOutGlobally?: boolean
  /** Has the service revoke this session's refresh token, if it can be reached; `true` when absent. */
  readonly invalidateTokens?: boolean
  /**
   * Whether the hosted UI's sign-out page is shown, which ends the browser's session there; `true` when absent,
   * but not after a private session, and not with `invalidateTokens: false`.
   */
  readonly showSignOutPage?: boolean
}

/**
 * Signs the person out: everything about them is forgotten at once, calls that wait for a sign-in reject with
 * `unableToSignIn`, and a sign-in under way is cut off.
 *
 * @throws AWSMobileClientError only with `signOutGlobally`: whatever keeps the service from it; and
 *   `userCancelledSignIn` when the hosted UI's sign-out page was closed: then the person is still signed in
 */
export async function signOut(client: Client, options: SignOutOptions = {}): Promise<void> {
  const window = signOutWindow(client, options)
  await ready(client)
  const { session } = client
  const { hostedUI } = client.features
  if (hostedUI && session?.provider === 'hostedUI' && options.invalidateTokens !== false) {
    if (options.signOutGlobally) await signOutEverywhere(client)
    await hostedUI.signOut(client, session, { window, forget: () => forget(client) })
  } else if (options.signOutGlobally && session && session.provider !== 'oidcFederation') {
    await signOutEverywhere(client)
    await forget(client)
  } else {
    const forgotten = forget(client)
    if (session && options.invalidateTokens !== false) await revoke(client, session)
    await forgotten
  }
}

async function signOutEverywhere(client: Client): Promise<void> {
  const { accessToken } = await getTokens(client, { whenSignedOut: 'reject' })
  await request(client, 'userPool', 'GlobalSignOut', { AccessToken: accessToken.tokenString })
}

/** The window of the sign-out page, opened while the person's click counts. */
function signOutWindow(client: Client, options: SignOutOptions): HostedUIWindow | undefined {
  const { hosted } = client.session ?? {}
  const wanted = options.showSignOutPage ?? (options.invalidateTokens !== false && !hosted?.privateSession)
  return hosted && wanted ? client.platform.browser?.(hosted.presentation) : undefined
}

/** Forgets the person here, without a word to the service; ends when listeners know and the storage is clear. */
export async function forget(client: Client): Promise<void> {
  dispatch(client, { type: 'signedOut', details: {} })
  await Promise.all([client.telling, client.writing])
}

/** Asks once: who is offline is signed out here all the same. */
async function revoke(client: Client, { tokens }: Session): Promise<void> {
  const refreshToken = tokens?.refreshToken?.tokenString
  // Without this claim the app client has revocation switched off.
  if (!refreshToken || !tokens.accessToken.claims?.origin_jti) return
  const { clientId = '', clientSecret } = client.configuration?.userPool ?? {}
  await request(
    client,
    'userPool',
    'RevokeToken',
    { Token: refreshToken, ClientId: clientId, ClientSecret: clientSecret },
    { tries: 1 },
    // Offline, or refused: the person is signed out here, and the token ends by itself.
  ).catch(() => undefined)
}
