import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { ready } from '../session/initialize.ts'
import type { Session } from '../session/session.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { request } from '../transport/request.ts'
import type { SignOutOptions } from './options.ts'

/**
 * Signs the person out: everything about them is forgotten at once, calls that wait for a sign-in reject with
 * `unableToSignIn`, and a sign-in under way is cut off.
 *
 * @throws AWSMobileClientError only with `signOutGlobally`: whatever keeps the service from it; and
 *   `userCancelledSignIn` when the hosted UI's sign-out page was closed: then the person is still signed in
 */
export async function signOut(client: Client, options: SignOutOptions = {}): Promise<void> {
  const { hostedUI } = client.features
  const { signOutGlobally, invalidateTokens = true } = options
  const window = hostedUI?.signOutWindow(client, options)
  await ready(client)
  const { session } = client
  const everywhere = signOutGlobally && session && session.provider !== 'oidcFederation'
  if (everywhere) await signOutEverywhere(client)
  if (hostedUI && session?.provider === 'hostedUI' && invalidateTokens) {
    return hostedUI.signOut(client, session, window)
  }
  const forgotten = forget(client)
  if (session && invalidateTokens && !everywhere) await revoke(client, session)
  await forgotten
}

async function signOutEverywhere(client: Client): Promise<void> {
  const { accessToken } = await getTokens(client, { whenSignedOut: 'reject' })
  await request(client, 'userPool', 'GlobalSignOut', { AccessToken: accessToken.tokenString })
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
