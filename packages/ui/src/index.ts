import { registerSignInUI } from '@latchkey/client'
import { defineElements } from './elements/define.ts'

export { describeSignIn } from './description/describe.ts'
export type { Branding, SignInDescription, SignUpDescription } from './description/description.ts'
export { LatchkeyAccount } from './elements/account-element.ts'
export { LatchkeySignIn } from './elements/sign-in-element.ts'
export { LatchkeySignOut } from './elements/sign-out-element.ts'
export type { Fields } from './flow/fields.ts'
export { createSignInFlow, type SignInFlow } from './flow/flow.ts'
export type { FlowNews, FlowOptions } from './flow/options.ts'
export type { FlowState } from './flow/state.ts'
export {
  replaceSocialAdaptor,
  type SocialKey,
  signInWithProvider,
} from './providers/sign-in-with-provider.ts'
export {
  type ProviderSettings,
  type SocialAdaptor,
  SocialSignInCancelled,
} from './providers/social-adaptor.ts'
export type * from './screens/parts.ts'
export type * from './screens/screen.ts'
export { type Language, languages } from './texts/load-texts.ts'
export type { ErrorTextId, NoticeId, Texts } from './texts/texts.ts'

defineElements()
registerSignInUI(async (client, options) => {
  const { showSignIn } = await import('./dialog/show-sign-in.ts')
  return showSignIn(client, options)
})
