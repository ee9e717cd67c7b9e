import { codeView } from './code.ts'
import { identifyView } from './identify.ts'
import { passwordView } from './password.ts'
import { signInView } from './sign-in.ts'
import { checkingView, errorView, signedInView } from './states.ts'
import type { Views } from './views.ts'

/** The screens of most sign-ins: at hand from the beginning. */
export const coreViews = {
  checking: checkingView,
  'sign-in': signInView,
  identify: identifyView,
  password: passwordView,
  code: codeView,
  'signed-in': signedInView,
  error: errorView,
} satisfies Partial<Views>
