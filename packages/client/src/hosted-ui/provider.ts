import { type HostedUIConfiguration, parseHostedUI } from '@latchkey/protocol'
import * as oauth from 'oauth4webapi'
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
  const { userPool, source = {} } = client.configuration ?? {}
  const result = parseHostedUI(source, userPool?.clientId, client.options.block)
  if (result.outcome === 'refused') throw failure('invalidConfiguration', result.message)
  const { hostedUI: configuration } = result
  const { clientId, clientSecret, addresses } = configuration
  const base =
    addresses.kind === 'userPool'
      ? addresses.domain
      : addresses.kind === 'given'
        ? addresses.token
        : addresses.issuer
  const options = {
    [oauth.customFetch]: oauthFetch(client),
    // The configuration lets only loopback addresses be `http:`.
    [oauth.allowInsecureRequests]: base.startsWith('http:'),
  }
  const server = known.get(source) ?? (await serverOf(client, configuration, options))
  known.set(source, server)
  return {
    configuration,
    server,
    client: { client_id: clientId },
    authentication: clientSecret ? oauth.ClientSecretBasic(clientSecret) : oauth.None(),
    options,
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
