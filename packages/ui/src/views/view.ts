import type { Screen, ScreenKind, ScreenOf } from '../screens/screen.ts'
import { accountChooserView } from './account-chooser.ts'
import { choiceView } from './choices.ts'
import { codeView } from './code.ts'
import { confirmSignUpView } from './confirm-sign-up.ts'
import type { ViewContext } from './context.ts'
import { customChallengeView } from './custom-challenge.ts'
import type { Piece } from './element.ts'
import { forgotPasswordView } from './forgot-password.ts'
import { identifyView } from './identify.ts'
import { newPasswordView } from './new-password.ts'
import { passkeyView } from './passkey.ts'
import { passwordView } from './password.ts'
import { resetPasswordView } from './reset-password.ts'
import { setUpAddressView } from './set-up-address.ts'
import { setUpTotpView } from './set-up-totp.ts'
import { signInView } from './sign-in.ts'
import { signUpView } from './sign-up.ts'
import { checkingView, errorView, signedInView, signedOutView, unknownChallengeView } from './states.ts'
import { confirmAttributeView, verifyAttributeView } from './verify-attribute.ts'

/** One view for each screen. */
const views: { readonly [Kind in ScreenKind]: (screen: ScreenOf<Kind>, context: ViewContext) => Piece } = {
  checking: checkingView,
  'sign-in': signInView,
  identify: identifyView,
  password: passwordView,
  'sign-up': signUpView,
  'confirm-sign-up': confirmSignUpView,
  'forgot-password': forgotPasswordView,
  'reset-password': resetPasswordView,
  'new-password': newPasswordView,
  code: codeView,
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
  'signed-in': signedInView,
  'signed-out': signedOutView,
  'unknown-challenge': unknownChallengeView,
  error: errorView,
}

/** Draws a screen. */
export function viewOf(screen: Screen, context: ViewContext): Piece {
  const view = views[screen.kind] as (screen: Screen, context: ViewContext) => Piece
  return view(screen, context)
}
