import type { AttributeField, NameKind, PasswordRules } from '@latchkey/ui/views'
import { attributesFrom, phoneNumberFrom } from '@latchkey/ui/views'
import { isPasswordless } from '../../domain/first-factors.ts'
import { schemaOf, type UserPool } from '../../domain/user-pool.ts'

/** How people of a pool name themselves at sign-in. */
export function signInNames({ configuration }: UserPool): readonly NameKind[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = configuration
  const isName = <Name extends string>(name: Name): name is Name & NameKind =>
    name === 'email' || name === 'phone_number'
  const names = UsernameAttributes.filter(isName)
  return names.length > 0 ? names : ['username', ...AliasAttributes.filter(isName)]
}

/** How people of a pool name themselves when they sign up: an alias comes later. */
export function signUpNames(pool: UserPool): readonly NameKind[] {
  const names = signInNames(pool)
  return names.includes('username') ? ['username'] : names
}

/** What the pool wants of a password; `undefined` where people can do without one. */
export function passwordRules(pool: UserPool): PasswordRules {
  const policy = pool.configuration.Policies?.PasswordPolicy
  if (!policy) return { minimumLength: 8, uppercase: true, lowercase: true, number: true, symbol: true }
  return {
    minimumLength: policy.MinimumLength ?? 8,
    uppercase: policy.RequireUppercase ?? false,
    lowercase: policy.RequireLowercase ?? false,
    number: policy.RequireNumbers ?? false,
    symbol: policy.RequireSymbols ?? false,
  }
}

/** The rules of the sign-up form; none where people may come without a password. */
export function signUpPasswordRules(pool: UserPool): { passwordRules?: PasswordRules } {
  return isPasswordless(pool) ? {} : { passwordRules: passwordRules(pool) }
}

/**
 * What a sign-up asks for besides the name: the pool's required attributes, and the address that it verifies.
 *
 * @param name what serves as the name, which is asked for already
 */
export function signUpAttributes(pool: UserPool): readonly AttributeField[] {
  const names: readonly string[] = pool.configuration.UsernameAttributes ?? []
  const verified: readonly string[] = pool.configuration.AutoVerifiedAttributes ?? []
  const only = names.length === 1 ? names[0] : undefined
  const asked = [...schemaOf(pool)].filter(
    ([name, { Required }]) =>
      name !== 'sub' && name !== only && (Required || (verified.includes(name) && names.length === 0)),
  )
  return asked.map(([name]) => attributeField(pool, name, true))
}

const typeOfName: Readonly<Record<string, AttributeField['type']>> = {
  email: 'email',
  phone_number: 'tel',
  birthdate: 'date',
  website: 'url',
  picture: 'url',
  profile: 'url',
}

/** One attribute as a form asks for it. */
export function attributeField(pool: UserPool, name: string, required: boolean): AttributeField {
  const definition = schemaOf(pool).get(name)
  const type = typeOfName[name] ?? (definition?.AttributeDataType === 'Number' ? 'number' : 'text')
  const length = definition?.StringAttributeConstraints
  const range = definition?.NumberAttributeConstraints
  return {
    name,
    required,
    type,
    ...(name.startsWith('custom:') ? { label: name.slice('custom:'.length) } : {}),
    ...(length?.MinLength ? { minimumLength: Number(length.MinLength) } : {}),
    ...(length?.MaxLength ? { maximumLength: Number(length.MaxLength) } : {}),
    ...(range?.MinValue ? { minimum: Number(range.MinValue) } : {}),
    ...(range?.MaxValue ? { maximum: Number(range.MaxValue) } : {}),
  }
}

const prefix = 'userAttributes.'

/** The attributes that a form brings; a phone number is made whole with its country. */
export function attributesOfForm(form: URLSearchParams): Record<string, string> {
  return attributesFrom(Object.fromEntries(form))
}

/** The name that a form brings; where it may be a phone number, made whole with its country. */
export function usernameOfForm(pool: UserPool, form: URLSearchParams): string {
  const typed = (form.get('username') ?? '').trim()
  const country = form.get('username.country') ?? undefined
  const names = signInNames(pool)
  if (!names.includes('phone_number') || !/^[+\d(][\d\s().\-/]*$/.test(typed)) return typed
  return phoneNumberFrom(typed, country) ?? typed
}

/** What was typed, to be shown again: never a password or a code. */
export function typedValues(form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...form].filter(([name]) => name.startsWith('username') || name.startsWith(prefix)),
  )
}
