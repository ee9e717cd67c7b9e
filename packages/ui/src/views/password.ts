import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { knownUsername, passwordField } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** The password of somebody who has given the name. */
export function passwordView(screen: ScreenOf<'password'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.enterPassword, labels: { password: texts.password } },
    answerForm(
      screen,
      context,
      {
        button: texts.signIn,
        aside: screen.canResetPassword && stepButton(context, 'forgot-password', texts.forgotPasswordAction),
      },
      knownUsername(context, screen.username),
      passwordField(screen, context, { name: 'password', label: texts.password }),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.otherAccount)),
  )
}
