import type { ChallengeField } from '../screens/parts.ts'
import type { ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece } from './element.ts'
import { field } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** What a pool's own challenge asks: the form that it describes, else one field. */
export function customChallengeView(screen: ScreenOf<'custom-challenge'>, context: ViewContext): Piece {
  const { texts } = context
  const described: readonly ChallengeField[] = screen.fields.length
    ? screen.fields
    : [{ name: 'answer', label: texts.answer, required: true }]
  return frame(
    screen,
    context,
    {
      title: screen.title ?? texts.customChallenge,
      lead: screen.lead,
      labels: Object.fromEntries(described.map(({ name, label }) => [name, label])),
    },
    answerForm(
      screen,
      context,
      { button: texts.continue },
      ...described.map(({ name, label, type = 'text', options = [], required = true }) =>
        field(screen, context, {
          name,
          label,
          optional: !required,
          input: { type, autocomplete: 'off' },
          ...(type === 'choice' && {
            control: ({ type: _, defaultValue, ...attributes }) =>
              el(
                'select',
                attributes,
                ...options.map(option =>
                  el(
                    'option',
                    { value: option.value, selected: option.value === defaultValue },
                    option.label,
                  ),
                ),
              ),
          }),
        }),
      ),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}
