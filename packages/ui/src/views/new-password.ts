import type { ScreenOf } from '../screens/screen.ts'
import { attributeFieldName, attributeFields, attributeLabel } from './attribute-fields.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { knownUsername, passwordField } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** A password of one's own in place of a temporary one, and what the account still lacks. */
export function newPasswordView(screen: ScreenOf<'new-password'>, context: ViewContext): Piece {
  const { texts } = context
  const { username, attributes, passwordRules } = screen
  const labels = {
    new_password: texts.passwordNew,
    ...Object.fromEntries(
      attributes.map(attribute => [attributeFieldName(attribute.name), attributeLabel(texts, attribute)]),
    ),
  }
  return frame(
    screen,
    context,
    { title: texts.newPassword, lead: texts.newPasswordLead, labels },
    answerForm(
      screen,
      context,
      { button: texts.savePassword },
      knownUsername(context, username),
      passwordField(screen, context, {
        name: 'new_password',
        label: texts.passwordNew,
        rules: passwordRules,
      }),
      ...attributeFields(screen, context, attributes),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.otherAccount)),
  )
}
