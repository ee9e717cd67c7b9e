import type { AWSMobileClient } from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import type { ProviderButton } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'

/** What a flow tells whoever shows it. */
export type FlowNews =
  | { readonly type: 'signed-in'; readonly username: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'unknown-challenge'; readonly challenge: string }
  | { readonly type: 'failed'; readonly error: unknown }

export interface FlowOptions {
  readonly client: AWSMobileClient
  readonly describe: (client: AWSMobileClient) => Promise<SignInDescription>
  /** Signs in with another provider; resolves once that is done, or never where the page is left for it. */
  readonly signInWith: (client: AWSMobileClient, provider: ProviderButton) => Promise<unknown>
  /** Fetches what a screen needs before it is shown. */
  readonly load?: (screen: Screen) => Promise<unknown>
  readonly news?: (news: FlowNews) => void
  /** What an authenticator app shows beside the name. */
  readonly issuer?: string | undefined
  readonly canSignUp?: boolean | undefined
  /** Whether to ask people with an unproved address to prove it once they are signed in. */
  readonly verifyAttributes?: boolean | undefined
}
