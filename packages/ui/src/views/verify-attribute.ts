import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { type Piece, region } from './element.ts'
import { codeField, resendButton } from './fields.ts'
import { answerForm, form, frame, stepsForm } from './frame.ts'
import { optionButton } from './option-button.ts'
import { deliverySentence } from './sentences.ts'

/** Which unproved address to prove; it may wait. */
export function verifyAttributeView(screen: ScreenOf<'verify-attribute'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.verifyAttribute, lead: texts.verifyAttributeLead },
    form(
      screen,
      context,
      'answer',
      region(
        'options',
        'div',
        { role: 'group', 'aria-labelledby': `${context.idPrefix}-heading` },
        ...screen.options.map(option =>
          optionButton(
            `choose:${option}`,
            texts.attributes[option],
            option === 'email' ? 'EMAIL_OTP' : 'SMS_MFA',
          ),
        ),
      ),
    ),
    stepsForm(screen, context, stepButton(context, 'skip', texts.skip)),
  )
}

/** The code that proves it. */
export function confirmAttributeView(screen: ScreenOf<'confirm-attribute'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    {
      title: texts.enterCode,
      lead: deliverySentence(context, screen.delivery),
      labels: { code: texts.code },
    },
    answerForm(screen, context, { button: texts.confirm }, codeField(screen, context)),
    stepsForm(screen, context, resendButton(context), ' ', stepButton(context, 'skip', texts.skip)),
  )
}
