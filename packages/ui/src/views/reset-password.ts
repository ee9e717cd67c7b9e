import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { codeField, knownUsername, passwordField, resendButton } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'
import { deliverySentence } from './sentences.ts'

/** The code that was sent, and a new password with it. */
export function resetPasswordView(screen: ScreenOf<'reset-password'>, context: ViewContext): Piece {
  const { texts } = context
  const { username, delivery, passwordRules } = screen
  return frame(
    screen,
    context,
    {
      title: texts.resetPassword,
      lead: deliverySentence(context, delivery),
      labels: { code: texts.code, new_password: texts.passwordNew },
    },
    answerForm(
      screen,
      context,
      { button: texts.savePassword },
      knownUsername(context, username),
      codeField(screen, context),
      passwordField(screen, context, {
        name: 'new_password',
        label: texts.passwordNew,
        rules: passwordRules,
      }),
    ),
    stepsForm(
      screen,
      context,
      resendButton(context),
      ' ',
      stepButton(context, 'sign-in', texts.backToSignIn),
    ),
  )
}
