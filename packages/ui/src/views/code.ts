import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { codeField, resendButton } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'
import { deliverySentence } from './sentences.ts'

/** A code by message, or from an authenticator app. */
export function codeView(screen: ScreenOf<'code'>, context: ViewContext): Piece {
  const { texts } = context
  const { method, delivery, length, canResend } = screen
  const medium = method === 'sms' ? 'sms' : 'email'
  return frame(
    screen,
    context,
    {
      title: texts.enterCode,
      lead: method === 'totp' ? texts.totpLead : deliverySentence(context, delivery ?? { medium }),
      labels: { code: texts.code },
    },
    answerForm(screen, context, { button: texts.confirm }, codeField(screen, context, { length })),
    stepsForm(
      screen,
      context,
      canResend && resendButton(context),
      ' ',
      stepButton(context, 'sign-in', texts.backToSignIn),
    ),
  )
}
