type Parameters = Readonly<Record<string, string>>

/** Where sign-in pages are: at a user pool's domain, at addresses that are given, or found by discovery. */
export type HostedUIAddresses =
  | { readonly kind: 'userPool'; readonly domain: string }
  | {
      readonly kind: 'given'
      readonly authorize: string
      readonly token: string
      readonly signOut?: string | undefined
      /** The issuer that id tokens have to name, where it is known. */
      readonly issuer?: string | undefined
    }
  | { readonly kind: 'discovered'; readonly issuer: string }

/** How to sign in with pages of the user pool or of another provider, as an app writes it down. */
export interface HostedUISettings {
  readonly addresses: HostedUIAddresses
  /** The user pool's when absent. */
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** `openid` alone when absent. */
  readonly scopes?: readonly string[] | undefined
  /** The first that belongs to the page in question is used. */
  readonly signInRedirectURIs: readonly string[]
  readonly signOutRedirectURIs?: readonly string[] | undefined
  readonly signInURIQueryParameters?: Parameters | undefined
  readonly tokenURIQueryParameters?: Parameters | undefined
  readonly signOutURIQueryParameters?: Parameters | undefined
  readonly identityProvider?: string | undefined
  readonly idpIdentifier?: string | undefined
}

/** The same with what was left out: `Auth.Default.OAuth`. */
export interface HostedUIConfiguration extends HostedUISettings {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly signOutRedirectURIs: readonly string[]
}
