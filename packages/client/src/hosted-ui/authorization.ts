import { toBase64Url } from '@latchkey/protocol'
import { IdentityProvider } from '../federation/identity-provider.ts'
import type { Client } from '../session/client.ts'
import { pendingLifetime } from './pending.ts'
import type { HostedProvider } from './provider.ts'
import type { HostedUIOptions, PendingSignIn } from './types.ts'

/** Where the person goes, and what has to be remembered meanwhile. */
export interface AuthorizationRequest {
  readonly url: string
  readonly pending: PendingSignIn
}

/** The names of social providers in a user pool. */
const userPoolNames: Readonly<Record<string, string>> = {
  [IdentityProvider.facebook]: 'Facebook',
  [IdentityProvider.google]: 'Google',
  [IdentityProvider.amazon]: 'LoginWithAmazon',
  [IdentityProvider.apple]: 'SignInWithApple',
}

/** The authorization request (RFC 6749 section 4.1.1) with PKCE (RFC 7636), `state` and `nonce`. */
export async function authorizationRequest(
  client: Client,
  { configuration, server }: HostedProvider,
  options: HostedUIOptions,
  redirectURI: string,
): Promise<AuthorizationRequest> {
  const { random, srp, clock } = client.platform
  const secret = () => toBase64Url(random(32))
  const [state, codeVerifier] = [secret(), secret()]
  const scopes = options.scopes ?? configuration.scopes
  const nonce = scopes.includes('openid') ? secret() : undefined
  const idpIdentifier =
    options.idpIdentifier ?? (options.identityProvider ? undefined : configuration.idpIdentifier)
  const identityProvider = options.identityProvider ?? configuration.identityProvider
  const challenge = await srp.sha256(new TextEncoder().encode(codeVerifier))
  const url = withParameters(server.authorization_endpoint ?? '', {
    response_type: 'code',
    client_id: configuration.clientId,
    redirect_uri: redirectURI,
    scope: scopes.join(' '),
    state,
    nonce,
    code_challenge: toBase64Url(challenge),
    code_challenge_method: 'S256',
    idp_identifier: idpIdentifier,
    identity_provider:
      idpIdentifier || !identityProvider ? undefined : (userPoolNames[identityProvider] ?? identityProvider),
    ...(options.signInURIQueryParameters ?? configuration.signInURIQueryParameters),
  })
  const pending: PendingSignIn = {
    version: 1,
    clientId: configuration.clientId,
    state,
    nonce,
    codeVerifier,
    redirectURI,
    expires: clock.now() + pendingLifetime,
    customState: options.customState,
    hosted: {
      providerName: options.federationProviderName,
      federated: !options.disableFederation,
      privateSession: options.signInPrivateSession ?? false,
      presentation: options.presentation ?? 'redirect',
      tokenURIQueryParameters: options.tokenURIQueryParameters ?? configuration.tokenURIQueryParameters,
      signOutURIQueryParameters: options.signOutURIQueryParameters ?? configuration.signOutURIQueryParameters,
    },
  }
  return { url, pending }
}

/** Adds parameters to an address, encoded once; the address's own stay. */
export function withParameters(
  address: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url.href
}
