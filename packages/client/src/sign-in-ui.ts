import type { AWSMobileClientBase } from './aws-mobile-client.ts'
import { failure } from './errors/failure.ts'
import type { UserStateDetails } from './session/machine.ts'

/** How the drop-in sign-in looks: AWSMobileClient's options. Colours are any of CSS. */
export interface SignInUIOptions {
  /** Whether there is a way out: a button, and the escape key. */
  readonly canCancel?: boolean
  /** The address of a picture. */
  readonly logoImage?: string
  /** What the picture says, for who does not see it. */
  readonly logoText?: string
  /** Behind the form. */
  readonly backgroundColor?: string
  /** Around the form. */
  readonly secondaryBackgroundColor?: string
  /** Buttons and links. */
  readonly primaryColor?: string
  /** Hides the way to a new account. */
  readonly disableSignUpButton?: boolean
}

/** Shows a sign-in of its own and resolves once somebody is signed in. */
export type SignInUI = (client: AWSMobileClientBase, options: SignInUIOptions) => Promise<UserStateDetails>

let registered: SignInUI | undefined

/** Makes a drop-in UI the one that `showSignIn` shows; importing `@latchkey/ui` does so. */
export function registerSignInUI(ui: SignInUI): void {
  registered = ui
}

/**
 * Shows the drop-in UI.
 *
 * @throws AWSMobileClientError `invalidState` when none has been registered; whatever the UI throws, such as
 *   `userCancelledSignIn`
 */
export async function showSignInUI(
  client: AWSMobileClientBase,
  options: SignInUIOptions,
): Promise<UserStateDetails> {
  if (!registered) throw failure('invalidState', 'There is no drop-in UI: import @latchkey/ui')
  return registered(client, options)
}
