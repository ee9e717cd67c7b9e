import type { ScreenOf } from '../screens/screen.ts'
import { stepButton, submitButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece } from './element.ts'
import { form, frame, stepsForm } from './frame.ts'

/** The device proves who it is with. A page of the server's asks by script and posts what comes as `credential`. */
export function passkeyView(screen: ScreenOf<'passkey'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.passkey, lead: texts.passkeyLead },
    form(
      screen,
      context,
      'answer',
      screen.request !== undefined &&
        el('input', { type: 'hidden', name: 'credential', 'data-passkey-request': screen.request }),
      submitButton(context, texts.continue),
    ),
    stepsForm(
      screen,
      context,
      screen.canChooseAnother && stepButton(context, 'choose-another', texts.chooseAnother),
      ' ',
      stepButton(context, 'sign-in', texts.backToSignIn),
    ),
  )
}
