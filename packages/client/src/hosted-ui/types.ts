import type { HostedUIBrowser } from '../platform/platform.ts'
import type { UserStateDetails } from '../session/machine.ts'
import type { HostedLogin } from '../session/session.ts'

type Parameters = Readonly<Record<string, string>>

/** How the hosted UI is shown; what is absent is as the configuration has it. */
export interface HostedUIOptions {
  /** Whether the identity pool is to hear nothing of this sign-in. */
  readonly disableFederation?: boolean
  readonly scopes?: readonly string[]
  /** Goes straight to a provider: its name in the user pool, or one of `IdentityProvider`. */
  readonly identityProvider?: string
  /** Goes straight to a provider by one of its identifiers, such as an e-mail domain; comes before `identityProvider`. */
  readonly idpIdentifier?: string
  /** The provider's name among the identity pool's logins; the user pool's own when absent. */
  readonly federationProviderName?: string
  readonly signInURIQueryParameters?: Parameters
  readonly tokenURIQueryParameters?: Parameters
  readonly signOutURIQueryParameters?: Parameters
  /** A browser session that is forgotten with its window. */
  readonly signInPrivateSession?: boolean
  /** In browsers: leave the page (when absent), or open a window beside it. Call from a click for a window. */
  readonly presentation?: 'redirect' | 'popup'
  /** Comes back with the answer, over the redirect. It never leaves the device. */
  readonly customState?: string
  /** Shows the pages instead of the platform's own way. */
  readonly browser?: HostedUIBrowser
  /** Ends the wait for the person with `aborted`. */
  readonly signal?: AbortSignal
}

/** What the hosted UI came back with. */
export interface HostedUIResult extends UserStateDetails {
  readonly customState: string | undefined
}

/** A sign-in on its way through the browser. */
export interface PendingSignIn {
  readonly version: 1
  /** The app client that asked. */
  readonly clientId: string
  readonly state: string
  readonly nonce: string | undefined
  readonly codeVerifier: string
  readonly redirectURI: string
  /** Milliseconds since 1970. */
  readonly expires: number
  readonly hosted: HostedLogin
  readonly customState: string | undefined
}
