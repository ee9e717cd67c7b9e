import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece, region } from './element.ts'
import { form, frame, stepsForm } from './frame.ts'
import { arrowIcon, personIcon } from './icons.ts'

/** Accounts that this browser is signed in to, or was. */
export function accountChooserView(screen: ScreenOf<'account-chooser'>, context: ViewContext): Piece {
  const { texts, idPrefix } = context
  return frame(
    screen,
    context,
    { title: texts.accountChooser },
    form(
      screen,
      context,
      'answer',
      region(
        'options',
        'div',
        { role: 'group', 'aria-labelledby': `${idPrefix}-heading` },
        ...screen.accounts.map(({ id, name, detail }) =>
          region(
            'option',
            'button',
            { type: 'submit', name: 'intent', value: `account:${id}` },
            personIcon(),
            el('span', {}, name, detail !== undefined && el('small', {}, detail)),
            arrowIcon(),
          ),
        ),
      ),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.otherAccount)),
  )
}
