import { phoneNumberFrom } from '../phone/phone-number.ts'
import type { AttributeField, NameKind, PasswordRules } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'
import type { ErrorTextId } from '../texts/texts.ts'
import type { Fields } from './fields.ts'

type FieldErrors = Record<string, ErrorTextId>

/**
 * What is wrong with an answer as far as that can be said without asking the service, by field name; empty when
 * nothing is. A server that prints screens uses it as well as the page.
 */
export function wrongFields(screen: Screen, fields: Fields): FieldErrors {
  const errors: FieldErrors = {}
  const value = (name: string) => fields[name]?.trim() ?? ''
  const need = (name: string) => {
    if (!value(name)) errors[name] = 'required'
  }
  switch (screen.kind) {
    case 'sign-in':
      need('username')
      if (!fields['password']) errors['password'] = 'required'
      break
    case 'identify':
    case 'forgot-password':
      need('username')
      break
    case 'password':
      if (!fields['password']) errors['password'] = 'required'
      break
    case 'sign-up':
      checkName(screen.names, value('username'), errors)
      checkAttributes(screen.attributes, fields, errors)
      if (screen.passwordRules) checkPassword(screen.passwordRules, 'password', fields, errors)
      break
    case 'reset-password':
      need('code')
      checkPassword(screen.passwordRules, 'new_password', fields, errors)
      break
    case 'new-password':
      checkPassword(screen.passwordRules, 'new_password', fields, errors)
      checkAttributes(screen.attributes, fields, errors)
      break
    case 'confirm-sign-up':
    case 'code':
    case 'set-up-totp':
    case 'confirm-attribute':
      need('code')
      break
    case 'set-up-address':
      checkAttributes(
        [{ name: screen.medium === 'email' ? 'email' : 'phone_number', required: true }],
        fields,
        errors,
      )
      break
    case 'custom-challenge':
      if (screen.fields.length === 0) need('answer')
      for (const { name, required = true } of screen.fields) if (required) need(name)
      break
    default:
      break
  }
  return errors
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

function checkName(names: readonly NameKind[], value: string, errors: FieldErrors): void {
  const [only] = names
  if (!value) errors['username'] = 'required'
  else if (names.length === 1 && only === 'email' && !email.test(value)) errors['username'] = 'invalidEmail'
  else if (names.length === 1 && only === 'phone_number' && !phoneNumberFrom(value, undefined)) {
    errors['username'] = 'invalidPhoneNumber'
  }
}

function checkAttributes(attributes: readonly AttributeField[], fields: Fields, errors: FieldErrors): void {
  for (const { name, required, type } of attributes) {
    const field = `userAttributes.${name}`
    const value = fields[field]?.trim() ?? ''
    if (!value) {
      if (required) errors[field] = 'required'
    } else if (name === 'phone_number' || type === 'tel') {
      if (!phoneNumberFrom(value, fields[`${field}.country`])) errors[field] = 'invalidPhoneNumber'
    } else if ((name === 'email' || type === 'email') && !email.test(value)) {
      errors[field] = 'invalidEmail'
    }
  }
}

/** What is wrong with fields of attributes. */
export function wrongAttributes(attributes: readonly AttributeField[], fields: Fields): FieldErrors {
  const errors: FieldErrors = {}
  checkAttributes(attributes, fields, errors)
  return errors
}

/** Characters that the service takes for symbols; a space between others is one as well. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/

function checkPassword(rules: PasswordRules, name: string, fields: Fields, errors: FieldErrors): void {
  const password = fields[name] ?? ''
  if (!password) errors[name] = 'required'
  else if (
    password.length < rules.minimumLength ||
    (rules.uppercase && !/[A-Z]/.test(password)) ||
    (rules.lowercase && !/[a-z]/.test(password)) ||
    (rules.number && !/\d/.test(password)) ||
    (rules.symbol && !symbol.test(password))
  ) {
    errors[name] = 'invalidPassword'
  }
}

/** The attributes that a form sent, phone numbers as the service takes them, empty ones left out. */
export function attributesFrom(fields: Fields): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [field, typed] of Object.entries(fields)) {
    const [, name] = /^userAttributes\.(.+?)(?<!\.country)$/.exec(field) ?? []
    const value = typed.trim()
    if (!name || !value) continue
    const country = fields[`${field}.country`]
    attributes[name] = (country !== undefined && phoneNumberFrom(value, country)) || value
  }
  return attributes
}

export { codeFrom } from './code-from.ts'
