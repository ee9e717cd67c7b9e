import type { FirstFactor, MfaKind } from '../screens/parts.ts'
import type { ScreenOf } from '../screens/screen.ts'
import type { Texts } from '../texts/texts.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { type Piece, region } from './element.ts'
import { form, frame, stepsForm } from './frame.ts'
import { optionButton } from './option-button.ts'

/** What each factor is called. */
function factorNames(texts: Texts): Readonly<Record<MfaKind | FirstFactor, string>> {
  return {
    SMS_MFA: texts.bySms,
    SMS_OTP: texts.bySms,
    EMAIL_OTP: texts.byEmail,
    SOFTWARE_TOKEN_MFA: texts.byTotp,
    PASSWORD: texts.byPassword,
    PASSWORD_SRP: texts.byPassword,
    WEB_AUTHN: texts.byPasskey,
  }
}

/** Which second step to take, or to set up, or with what to begin. */
export function choiceView(
  screen: ScreenOf<'select-mfa'> | ScreenOf<'choose-mfa-set-up'> | ScreenOf<'choose-challenge'>,
  context: ViewContext,
): Piece {
  const { texts } = context
  const titles = {
    'select-mfa': { title: texts.selectMfa },
    'choose-mfa-set-up': { title: texts.chooseMfaSetUp, lead: texts.chooseMfaSetUpLead },
    'choose-challenge': { title: texts.chooseChallenge },
  }
  const names = factorNames(texts)
  return frame(
    screen,
    context,
    titles[screen.kind],
    form(
      screen,
      context,
      'answer',
      region(
        'options',
        'div',
        { role: 'group', 'aria-labelledby': `${context.idPrefix}-heading` },
        ...screen.options.map(option => optionButton(`choose:${option}`, names[option], option)),
      ),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}
