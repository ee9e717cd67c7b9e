import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { nameLabel, usernameField } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** Who forgot the password. */
export function forgotPasswordView(screen: ScreenOf<'forgot-password'>, context: ViewContext): Piece {
  const { texts } = context
  const { names, username } = screen
  return frame(
    screen,
    context,
    {
      title: texts.forgotPassword,
      lead: texts.forgotPasswordLead,
      labels: { username: nameLabel(names, texts) },
    },
    answerForm(screen, context, { button: texts.sendCode }, usernameField(screen, context, names, username)),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}
