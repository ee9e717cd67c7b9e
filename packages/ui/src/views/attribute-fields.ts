import type { AttributeField } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'
import type { AttributeTextId, Texts } from '../texts/texts.ts'
import type { ViewContext } from './context.ts'
import type { Attributes, Piece } from './element.ts'
import { field } from './fields.ts'
import { phoneField } from './phone-field.ts'

/** What browsers and password managers know each standard attribute as. */
const known: Readonly<Partial<Record<AttributeTextId, Attributes>>> = {
  address: { autocomplete: 'street-address' },
  birthdate: { type: 'date', autocomplete: 'bday' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email', autocapitalize: 'none' },
  family_name: { autocomplete: 'family-name' },
  gender: { autocomplete: 'sex' },
  given_name: { autocomplete: 'given-name' },
  locale: { autocomplete: 'language' },
  middle_name: { autocomplete: 'additional-name' },
  name: { autocomplete: 'name' },
  nickname: { autocomplete: 'nickname' },
  phone_number: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  picture: { type: 'url', inputmode: 'url', autocomplete: 'photo' },
  preferred_username: { autocomplete: 'nickname', autocapitalize: 'none' },
  profile: { type: 'url', inputmode: 'url', autocomplete: 'url' },
  website: { type: 'url', inputmode: 'url', autocomplete: 'url' },
}

/** The name of the form field of an attribute, which is also how `RespondToAuthChallenge` names it. */
export const attributeFieldName = (name: string) => `userAttributes.${name}`

/** What an attribute is called. */
export function attributeLabel(texts: Texts, { name, label }: { name: string; label?: string }): string {
  return label ?? texts.attributes[name as AttributeTextId] ?? name.replace(/^custom:/, '')
}

/** The fields of attributes, by the pool's schema. */
export function attributeFields(
  screen: Screen,
  context: ViewContext,
  attributes: readonly AttributeField[],
): Piece[] {
  return attributes.map(attribute => {
    const { name, required, type } = attribute
    const parts = {
      name: attributeFieldName(name),
      label: attributeLabel(context.texts, attribute),
      optional: !required,
      input: {
        type: type ?? 'text',
        minlength: attribute.minimumLength,
        maxlength: attribute.maximumLength,
        min: attribute.minimum,
        max: attribute.maximum,
        autocomplete: 'off',
        ...known[name as AttributeTextId],
      },
    }
    return type === 'tel' || name === 'phone_number'
      ? phoneField(screen, context, parts)
      : field(screen, context, parts)
  })
}
