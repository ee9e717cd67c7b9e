import type { HostedUIConfiguration } from '@latchkey/protocol'
import * as oauth from 'oauth4webapi'
import { secure } from '../configuration/client-configuration.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { singleFlight } from '../session/single-flight.ts'
import { type OAuthFetch, oauthFetch } from './oauth-fetch.ts'

/** Where to send whom, in the words of `oauth4webapi`. */
export interface HostedProvider {
  readonly configuration: HostedUIConfiguration
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
  /** For every request. */
  readonly options: { [oauth.customFetch]: OAuthFetch; [oauth.allowInsecureRequests]: boolean }
}

const known = new WeakMap<object, oauth.AuthorizationServer>()

/**
 * The provider of the sign-in pages; only one that is found by discovery needs the network, once.
 *
 * @throws AWSMobileClientError `invalidConfiguration`, naming each key
 */
export async function hostedProvider(client: Client): Promise<HostedProvider> {
  const configuration = await settingsOf(client)
  const { clientId, clientSecret, addresses } = configuration
  const base =
    addresses.kind === 'userPool'
      ? addresses.domain
      : addresses.kind === 'given'
        ? addresses.token
        : addresses.issuer
  const options = {
    [oauth.customFetch]: oauthFetch(client),
    // Only loopback addresses may be `http:`.
    [oauth.allowInsecureRequests]: base.startsWith('http:') && secure.test(base),
  }
  const key = client.configuration ?? client
  const server = known.get(key) ?? (await serverOf(client, configuration, options))
  known.set(key, server)
  return {
    configuration,
    server,
    client: { client_id: clientId },
    authentication: clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None(),
    options,
  }
}

/** The settings with what was left out: as the app has written them, or out of the document. */
async function settingsOf(client: Client): Promise<HostedUIConfiguration> {
  const { configuration, features, options } = client
  const settings =
    configuration?.hostedUI ?? (configuration && (await features.readHostedUI?.(configuration, options)))
  if (!settings)
    throw failure('invalidConfiguration', 'expected hostedUI; readHostedUI reads it out of documents')
  return {
    ...settings,
    clientId: settings.clientId ?? configuration?.userPool?.clientId ?? '',
    scopes: settings.scopes ?? ['openid'],
    signOutRedirectURIs: settings.signOutRedirectURIs ?? [],
  }
}

/** An issuer that no token names: where none is known, the token's own is taken (see `signIn`). */
export const unknownIssuer = 'https://issuer.invalid'

async function serverOf(
  client: Client,
  { addresses }: HostedUIConfiguration,
  options: HostedProvider['options'],
): Promise<oauth.AuthorizationServer> {
  switch (addresses.kind) {
    case 'discovered':
      return singleFlight(client, 'discovery', async () => {
        const issuer = new URL(addresses.issuer)
        return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options))
      })
    case 'given':
      return {
        issuer: addresses.issuer ?? unknownIssuer,
        authorization_endpoint: addresses.authorize,
        token_endpoint: addresses.token,
        // Signatures are not needed over the provider's own connection, but `none` is not taken.
        id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
        ...(addresses.signOut && { end_session_endpoint: addresses.signOut }),
      }
    case 'userPool': {
      const { domain } = addresses
      return {
        issuer: unknownIssuer,
        authorization_endpoint: `${domain}/oauth2/authorize`,
        token_endpoint: `${domain}/oauth2/token`,
        revocation_endpoint: `${domain}/oauth2/revoke`,
        end_session_endpoint: `${domain}/logout`,
      }
    }
  }
}
