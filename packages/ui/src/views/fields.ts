import type { ComponentChildren } from 'preact'
import type { NameKind, PasswordRules } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'
import type { Texts } from '../texts/texts.ts'
import type { ViewContext } from './context.ts'
import { type Attributes, el, fill, type Piece, region } from './element.ts'
import { alertIcon } from './icons.ts'

/** The id of a field's input. */
export function fieldId(prefix: string, name: string): string {
  return `${prefix}-${name.replace(/[^\w-]/g, '-')}`
}

interface FieldParts {
  readonly name: string
  readonly label: string
  readonly optional?: boolean | undefined
  /** Below the input, and read with it. */
  readonly hint?: ComponentChildren
  readonly input: Attributes
  /** In place of a plain `input`. */
  readonly control?: (attributes: Attributes) => ComponentChildren
}

/** A label, its input, what is wrong with it: each tied to the others by id. */
export function field(
  { fieldErrors = {}, values = {} }: Screen,
  { idPrefix, texts }: ViewContext,
  { name, label, optional, hint, input, control }: FieldParts,
): Piece {
  const id = fieldId(idPrefix, name)
  const error = fieldErrors[name]
  const described = [error && `${id}-error`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ')
  const attributes: Attributes = {
    'data-lk': 'input',
    id,
    name,
    defaultValue: input['type'] === 'password' ? undefined : values[name],
    required: !optional,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': described || undefined,
    ...input,
  }
  return region(
    'field',
    'div',
    { 'data-field': name },
    region(
      'label',
      'label',
      { for: id },
      label,
      optional && region('optional', 'span', {}, ` (${texts.optional})`),
    ),
    control ? control(attributes) : el('input', attributes),
    error && region('field-error', 'p', { id: `${id}-error` }, alertIcon(), texts.errors[error]),
    hint !== undefined && region('hint', 'div', { id: `${id}-hint` }, hint),
  )
}

/** What the field for the name is called and takes, by the kinds of names the pool knows. */
function nameParts(names: readonly NameKind[], texts: Texts): { label: string; input: Attributes } {
  const has = (kind: NameKind) => names.includes(kind)
  const plain = { autocapitalize: 'none', spellcheck: false }
  if (has('email') && has('phone_number')) {
    const label = has('username') ? texts.anyName : texts.emailOrPhoneNumber
    return { label, input: { type: 'text', ...plain } }
  }
  if (has('email')) {
    return has('username')
      ? { label: texts.usernameOrEmail, input: { type: 'text', ...plain } }
      : { label: texts.email, input: { type: 'email', inputmode: 'email', ...plain } }
  }
  if (has('phone_number')) {
    return has('username')
      ? { label: texts.usernameOrPhoneNumber, input: { type: 'text', ...plain } }
      : { label: texts.phoneNumber, input: { type: 'tel', inputmode: 'tel', ...plain } }
  }
  return { label: texts.username, input: { type: 'text', ...plain } }
}

/** The label of the field for the name. */
export function nameLabel(names: readonly NameKind[], texts: Texts): string {
  return nameParts(names, texts).label
}

/** The field for the name under which somebody signs in. */
export function usernameField(
  screen: Screen,
  context: ViewContext,
  names: readonly NameKind[],
  username: string | undefined,
  passkeys = false,
): Piece {
  const { label, input } = nameParts(names, context.texts)
  return field(screen, context, {
    name: 'username',
    label,
    input: {
      ...input,
      autocomplete: passkeys ? 'username webauthn' : 'username',
      defaultValue: screen.values?.['username'] ?? username,
    },
  })
}

/** The name that is already known: seen by people as text, by password managers as the field that it is. */
export function knownUsername({ idPrefix, texts }: ViewContext, username: string): Piece {
  return region(
    'known-name',
    'div',
    {},
    el('label', { for: `${idPrefix}-known-username`, 'data-lk': 'label' }, texts.username),
    el('input', {
      id: `${idPrefix}-known-username`,
      'data-lk': 'input',
      name: 'username',
      type: 'text',
      autocomplete: 'username',
      readonly: true,
      value: username,
    }),
  )
}

/** A password that is typed or filled in, with a button that shows it. */
export function passwordField(
  screen: Screen,
  context: ViewContext,
  { name, label, rules }: { name: string; label: string; rules?: PasswordRules | undefined },
): Piece {
  const { texts, idPrefix, language } = context
  return field(screen, context, {
    name,
    label,
    hint: rules && ruleList(rules, texts, language),
    input: {
      type: 'password',
      autocomplete: rules ? 'new-password' : 'current-password',
      minlength: rules?.minimumLength,
      maxlength: rules ? 256 : undefined,
      passwordrules: rules && passwordRulesAttribute(rules),
      autocapitalize: 'none',
      spellcheck: false,
    },
    control: attributes =>
      region(
        'reveal',
        'div',
        {},
        el('input', attributes),
        el(
          'button',
          {
            'data-lk': 'reveal-button',
            type: 'button',
            hidden: true,
            'data-reveals': fieldId(idPrefix, name),
            'data-show': texts.show,
            'data-hide': texts.hide,
            'aria-controls': fieldId(idPrefix, name),
          },
          texts.show,
        ),
      ),
  })
}

/** The rules as Apple's and others' password generators read them. */
function passwordRulesAttribute(rules: PasswordRules): string {
  const wanted = [
    `minlength: ${rules.minimumLength}`,
    rules.uppercase && 'required: upper',
    rules.lowercase && 'required: lower',
    rules.number && 'required: digit',
    rules.symbol && 'required: [-~!@#$%^&*_+=|(){}:;<>,.?]',
  ]
  return `${wanted.filter(Boolean).join('; ')};`
}

/** The rules for people; a script ticks off those that are met. */
function ruleList(rules: PasswordRules, texts: Texts, language: string): Piece {
  const count = new Intl.NumberFormat(language).format(rules.minimumLength)
  const rows: [string, string][] = [['length', fill(texts.ruleLength, { count })]]
  if (rules.uppercase) rows.push(['uppercase', texts.ruleUppercase])
  if (rules.lowercase) rows.push(['lowercase', texts.ruleLowercase])
  if (rules.number) rows.push(['number', texts.ruleNumber])
  if (rules.symbol) rows.push(['symbol', texts.ruleSymbol])
  return region(
    'rules',
    'div',
    {},
    el('span', {}, texts.rulesLead),
    el(
      'ul',
      {},
      ...rows.map(([rule, text]) =>
        el(
          'li',
          { 'data-rule': rule, 'data-minimum': rule === 'length' ? rules.minimumLength : undefined },
          text,
        ),
      ),
    ),
  )
}

/** A code in one field, so that it can be pasted and that telephones fill it in. */
export function codeField(
  screen: Screen,
  context: ViewContext,
  { label = context.texts.code, length = 6, name = 'code' } = {},
): Piece {
  return field(screen, context, {
    name,
    label,
    input: {
      'data-lk': 'input code',
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      'data-length': length,
      autocapitalize: 'none',
      spellcheck: false,
      defaultValue: undefined,
    },
  })
}

/** The button for another code, which rests a while after one was sent where a script can count. */
export function resendButton({ texts }: ViewContext): Piece {
  return region(
    'step',
    'button',
    {
      type: 'submit',
      name: 'intent',
      value: 'resend',
      formnovalidate: true,
      'data-wait': 30,
      'data-wait-text': texts.resendIn,
    },
    texts.resend,
  )
}
