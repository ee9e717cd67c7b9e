import { type ProviderEndpoints, publicEndpoints, simulatedEndpoints } from './provider-endpoints.ts'

/** What IAM holds at Amazon about an OpenID Connect provider, and a server's operator says here. */
export interface OpenIdConnectOptions {
  /** The audiences of its tokens. */
  readonly clientIds: readonly string[]
  /** Its issuer as in its tokens; default: `https://` and its name. */
  readonly issuer?: string
}

/** What IAM holds at Amazon about a SAML provider. */
export interface SamlProviderOptions {
  /** The provider's metadata: XML (SAML 2.0 Metadata). */
  readonly metadata: string
}

export interface LoginProviderOptions {
  /** OpenID Connect providers by issuer without scheme, as in `arn:aws:iam::ACCOUNT:oidc-provider/NAME`. */
  readonly openIdConnect?: Readonly<Record<string, OpenIdConnectOptions>>
  /** SAML providers by name, as in `arn:aws:iam::ACCOUNT:saml-provider/NAME`. */
  readonly saml?: Readonly<Record<string, SamlProviderOptions>>
  /** Other addresses for the well-known providers. */
  readonly endpoints?: Partial<ProviderEndpoints>
}

/** The providers whose tokens identity pools may trust. */
export interface LoginProviderSettings {
  readonly openIdConnect: Readonly<Record<string, OpenIdConnectOptions>>
  /** A SAML provider by its name. */
  samlProvider(name: string): SamlProviderOptions | undefined
  /** The providers themselves, and those that the simulator of local mode plays. */
  endpoints(): readonly [ProviderEndpoints, ...ProviderEndpoints[]]
}

/** The name of the SAML provider that the simulator of local mode plays. */
export const simulatedSamlProvider = 'simulator'

/** @param simulator of local mode: where it answers, and what its SAML provider says of itself */
export function loginProviderSettings(
  { openIdConnect = {}, saml = {}, endpoints = {} }: LoginProviderOptions = {},
  simulator?: { readonly origin: () => string; readonly samlMetadata: () => string },
): LoginProviderSettings {
  const real = { ...publicEndpoints, ...endpoints }
  return {
    openIdConnect,
    samlProvider(name) {
      if (Object.hasOwn(saml, name)) return saml[name]
      return simulator && name === simulatedSamlProvider ? { metadata: simulator.samlMetadata() } : undefined
    },
    endpoints: () => (simulator ? [real, simulatedEndpoints(simulator.origin())] : [real]),
  }
}
