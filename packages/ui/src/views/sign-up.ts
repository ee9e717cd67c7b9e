import type { ScreenOf } from '../screens/screen.ts'
import { attributeFieldName, attributeFields, attributeLabel } from './attribute-fields.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece, region } from './element.ts'
import { nameLabel, passwordField, usernameField } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'
import { otherWays } from './sign-in.ts'

/** What a new member agrees to, as addresses of pages. */
function termsLinks({ terms }: ScreenOf<'sign-up'>, { texts }: ViewContext): Piece | undefined {
  if (!terms) return undefined
  const link = (address: string | undefined, text: string) =>
    address && el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text)
  return region(
    'terms',
    'p',
    {},
    link(terms.termsOfUse, texts.termsOfUse),
    terms.termsOfUse && terms.privacyPolicy ? ' · ' : undefined,
    link(terms.privacyPolicy, texts.privacyPolicy),
  )
}

/** What the pool's schema asks of a new member. */
export function signUpView(screen: ScreenOf<'sign-up'>, context: ViewContext): Piece {
  const { texts } = context
  const { names, attributes, passwordRules } = screen
  const labels = {
    username: nameLabel(names, texts),
    password: texts.password,
    ...Object.fromEntries(
      attributes.map(attribute => [attributeFieldName(attribute.name), attributeLabel(texts, attribute)]),
    ),
  }
  return frame(
    screen,
    context,
    { title: texts.signUp, labels },
    otherWays(screen, context),
    answerForm(
      screen,
      context,
      { button: texts.signUpAction },
      usernameField(screen, context, names, undefined),
      ...attributeFields(screen, context, attributes),
      passwordRules &&
        passwordField(screen, context, { name: 'password', label: texts.password, rules: passwordRules }),
    ),
    termsLinks(screen, context),
    stepsForm(
      screen,
      context,
      region('step-lead', 'span', {}, texts.haveAccount),
      ' ',
      stepButton(context, 'sign-in', texts.signIn),
    ),
  )
}
