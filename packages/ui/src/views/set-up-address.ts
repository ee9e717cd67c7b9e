import type { ScreenOf } from '../screens/screen.ts'
import { attributeFieldName, attributeFields } from './attribute-fields.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** Where the codes of the second step shall go. */
export function setUpAddressView(screen: ScreenOf<'set-up-address'>, context: ViewContext): Piece {
  const { texts } = context
  const name = screen.medium === 'email' ? 'email' : 'phone_number'
  return frame(
    screen,
    context,
    {
      title: screen.medium === 'email' ? texts.setUpEmail : texts.setUpSms,
      lead: texts.setUpAddressLead,
      labels: { [attributeFieldName(name)]: texts.attributes[name] },
    },
    answerForm(
      screen,
      context,
      { button: texts.continue },
      ...attributeFields(screen, context, [{ name, required: true }]),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}
