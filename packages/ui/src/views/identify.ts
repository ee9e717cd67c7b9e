import type { ScreenOf } from '../screens/screen.ts'
import { passkeyButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { nameLabel, usernameField } from './fields.ts'
import { answerForm, frame } from './frame.ts'
import { belowSignIn, otherWays } from './sign-in.ts'

/** The name alone: what comes next depends on who it is. */
export function identifyView(screen: ScreenOf<'identify'>, context: ViewContext): Piece {
  const { texts } = context
  const { names, username, passkeys } = screen
  return frame(
    screen,
    context,
    { title: texts.signIn, labels: { username: nameLabel(names, texts) } },
    otherWays(screen, context),
    answerForm(
      screen,
      context,
      { button: texts.continue, aside: passkeys && passkeyButton(context) },
      usernameField(screen, context, names, username, passkeys),
    ),
    belowSignIn(screen, context),
  )
}
