import type { ScreenOf } from '../screens/screen.ts'
import { divider, passkeyButton, providerButtons, stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { type Piece, region } from './element.ts'
import { nameLabel, passwordField, usernameField } from './fields.ts'
import { answerForm, form, frame, stepsForm } from './frame.ts'

/** User name and password on one screen, other ways in above and below. */
export function signInView(screen: ScreenOf<'sign-in'>, context: ViewContext): Piece {
  const { texts } = context
  const { names, username, canResetPassword, passkeys } = screen
  const labels = { username: nameLabel(names, texts), password: texts.password }
  return frame(
    screen,
    context,
    { title: texts.signIn, labels },
    otherWays(screen, context),
    names.length > 0 &&
      answerForm(
        screen,
        context,
        {
          button: texts.signIn,
          aside: [
            canResetPassword && stepButton(context, 'forgot-password', texts.forgotPasswordAction),
            passkeys && passkeyButton(context),
          ],
        },
        usernameField(screen, context, names, username, passkeys),
        passwordField(screen, context, { name: 'password', label: texts.password }),
      ),
    belowSignIn(screen, context),
  )
}

/** Buttons of providers, with the line between them and the form. */
export function otherWays(
  screen: ScreenOf<'sign-in'> | ScreenOf<'identify'> | ScreenOf<'sign-up'>,
  context: ViewContext,
): Piece | undefined {
  const buttons = providerButtons(context, screen.providers)
  return (
    buttons &&
    form(screen, context, 'providers', buttons, screen.names.length > 0 && divider(context.texts.or))
  )
}

/** The way to an account, for who has none. */
export function belowSignIn(
  screen: ScreenOf<'sign-in'> | ScreenOf<'identify'>,
  context: ViewContext,
): Piece | false {
  const { texts } = context
  return (
    screen.canSignUp &&
    stepsForm(
      screen,
      context,
      region('step-lead', 'span', {}, texts.noAccount),
      ' ',
      stepButton(context, 'sign-up', texts.createAccount),
    )
  )
}
