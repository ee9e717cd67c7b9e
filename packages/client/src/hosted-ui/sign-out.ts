import * as oauth from 'oauth4webapi'
import { failure } from '../errors/failure.ts'
import type { HostedUIWindow } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import type { Session } from '../session/session.ts'
import { forget } from '../sign-out/sign-out.ts'
import { withParameters } from './authorization.ts'
import { type HostedProvider, hostedProvider } from './provider.ts'
import { redirectURIOf } from './show-sign-in.ts'

/**
 * Signs out at the provider. Where the page leaves, everything is forgotten here first; where a window is shown
 * beside it, closing that window means to stay signed in.
 *
 * @throws AWSMobileClientError `userCancelledSignIn`
 */
export async function signOutHosted(
  client: Client,
  session: Session,
  window: HostedUIWindow | undefined,
): Promise<void> {
  // Who is signed out here stays so, even if the provider cannot be found.
  const provider = await hostedProvider(client).catch(() => undefined)
  try {
    const page = window && provider && signOutPage(provider, session)
    if (page && !window.leaves) {
      const redirectURI = (await window.prepare?.(page.redirectURI)) ?? page.redirectURI
      const privateSession = session.hosted?.privateSession ?? false
      const answer = await window.show({ url: page.url(redirectURI), redirectURI, privateSession })
      if (answer === undefined) throw failure('userCancelledSignIn', 'The sign-out page was closed')
    }
    await forget(client)
    if (provider) await revoke(provider, session)
    if (page && window?.leaves) {
      const { redirectURI } = page
      // It does not come back: the page goes away.
      void window.show({ url: page.url(redirectURI), redirectURI, privateSession: false })
    }
  } finally {
    if (!window?.leaves) window?.close()
  }
}

function signOutPage({ server, configuration }: HostedProvider, { tokens, hosted }: Session) {
  const { end_session_endpoint: address } = server
  const { addresses, clientId, signOutRedirectURIs, signInRedirectURIs } = configuration
  if (!address) return undefined
  const configured = redirectURIOf(signOutRedirectURIs)
  const own = hosted?.signOutURIQueryParameters
  return {
    redirectURI: configured || redirectURIOf(signInRedirectURIs),
    url: (redirectURI: string) => {
      const back = configured ? redirectURI : undefined
      if (addresses.kind === 'userPool') {
        return withParameters(address, { client_id: clientId, logout_uri: back, ...own })
      }
      // OpenID Connect RP-Initiated Logout 1.0, section 2; given addresses get what the app gives, as Auth0 wants.
      const standard = {
        client_id: clientId,
        id_token_hint: tokens?.idToken?.tokenString,
        post_logout_redirect_uri: back,
      }
      return withParameters(address, addresses.kind === 'discovered' ? { ...standard, ...own } : { ...own })
    },
  }
}

/** Asks once: who is offline is signed out here all the same. */
async function revoke({ server, client, authentication, options }: HostedProvider, { tokens }: Session) {
  const refreshToken = tokens?.refreshToken?.tokenString
  if (!refreshToken || !server.revocation_endpoint) return
  await oauth
    .revocationRequest(server, client, authentication, refreshToken, options)
    .then(oauth.processRevocationResponse)
    // Offline, or refused: the token ends by itself.
    .catch(() => undefined)
}
