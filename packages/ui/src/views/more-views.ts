import { moreStyle } from '../generated/more-style.ts'
import { accountChooserView } from './account-chooser.ts'
import { choiceView } from './choices.ts'
import { confirmSignUpView } from './confirm-sign-up.ts'
import type { coreViews } from './core-views.ts'
import { customChallengeView } from './custom-challenge.ts'
import { forgotPasswordView } from './forgot-password.ts'
import { newPasswordView } from './new-password.ts'
import { passkeyView } from './passkey.ts'
import { resetPasswordView } from './reset-password.ts'
import { setUpAddressView } from './set-up-address.ts'
import { setUpTotpView } from './set-up-totp.ts'
import { signUpView } from './sign-up.ts'
import { signedOutView, signedUpView, unknownChallengeView } from './states.ts'
import { confirmAttributeView, verifyAttributeView } from './verify-attribute.ts'
import type { Views } from './views.ts'

/** The style that only they have. */
export { moreStyle }

/** The other screens: fetched when the first of them is wanted. */
export const moreViews: Omit<Views, keyof typeof coreViews> = {
  'sign-up': signUpView,
  'confirm-sign-up': confirmSignUpView,
  'forgot-password': forgotPasswordView,
  'reset-password': resetPasswordView,
  'new-password': newPasswordView,
  'select-mfa': choiceView,
  'choose-mfa-set-up': choiceView,
  'choose-challenge': choiceView,
  'set-up-totp': setUpTotpView,
  'set-up-address': setUpAddressView,
  passkey: passkeyView,
  'custom-challenge': customChallengeView,
  'verify-attribute': verifyAttributeView,
  'confirm-attribute': confirmAttributeView,
  'account-chooser': accountChooserView,
  'signed-up': signedUpView,
  'signed-out': signedOutView,
  'unknown-challenge': unknownChallengeView,
}
