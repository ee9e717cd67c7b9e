import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { codeField, knownUsername, resendButton } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'
import { deliverySentence } from './sentences.ts'

/** The code that proves an address to be the new member's. */
export function confirmSignUpView(screen: ScreenOf<'confirm-sign-up'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    {
      title: texts.confirmSignUp,
      lead: deliverySentence(context, screen.delivery),
      labels: { code: texts.code },
    },
    answerForm(
      screen,
      context,
      { button: texts.confirm },
      knownUsername(context, screen.username),
      codeField(screen, context),
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
