import { countryChoices, countryOf } from '../phone/phone-number.ts'
import type { Screen } from '../screens/screen.ts'
import type { ViewContext } from './context.ts'
import { type Attributes, el, type Piece, region } from './element.ts'
import { field } from './fields.ts'

/**
 * A phone number with its country beside it. The country travels as `NAME.country`, the number as it was typed;
 * `phoneNumberFrom` makes one of the two.
 */
export function phoneField(
  screen: Screen,
  context: ViewContext,
  parts: {
    readonly name: string
    readonly label: string
    readonly optional?: boolean
    readonly input: Attributes
  },
): Piece {
  const { texts, language, country, countries } = context
  const countryName = `${parts.name}.country`
  const chosen = screen.values?.[countryName] ?? country ?? countryOf(language)
  return field(screen, context, {
    ...parts,
    control: attributes =>
      region(
        'phone',
        'div',
        { dir: 'ltr' },
        el(
          'select',
          {
            'data-lk': 'input country',
            name: countryName,
            'aria-label': texts.country,
            autocomplete: 'tel-country-code',
          },
          ...countryChoices(language, countries).map(choice =>
            el(
              'option',
              {
                value: choice.country,
                selected: choice.country === chosen,
              },
              `${choice.name} +${choice.code}`,
            ),
          ),
        ),
        el('input', { ...attributes, autocomplete: 'tel-national' }),
      ),
  })
}
