import type { AttributeType, SchemaAttributeType } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import { schemaOf, type UserPool, type UserPoolClient } from './user-pool.ts'

/** A pragmatic check (HTML's own, with a dot in the domain not demanded): the code sent there is the real one. */
const emailAddress = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/
/** E.164. */
const phoneNumber = /^\+[1-9]\d{1,14}$/

export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && emailAddress.test(text)
}

export function isPhoneNumber(text: string): boolean {
  return phoneNumber.test(text)
}

/** A flag as it is kept: scripts write `True` as well. */
export function flagValue(name: string, value: string): string {
  return name === 'email_verified' || name === 'phone_number_verified' ? value.toLowerCase() : value
}

/** Attribute lists of the wire as a record; a missing value is an empty one, the last of a name wins. */
export function attributeRecord(list: readonly AttributeType[] | undefined): Record<string, string> {
  const record: Record<string, string> = {}
  for (const { Name, Value } of list ?? []) record[Name] = flagValue(Name, Value ?? '')
  return record
}

/** What does not conform: a line for each attribute, as Amazon's message has it. */
type Complaints = Map<string, string>

/**
 * Checks attributes against the pool's schema.
 *
 * @param present the attributes that the user has already, or `undefined` for a new user, who must have all
 *   required ones
 * @throws ServiceError `InvalidParameterException`
 */
export function checkAttributes(
  pool: UserPool,
  attributes: Readonly<Record<string, string>>,
  present?: Readonly<Record<string, string>>,
): void {
  const schema = schemaOf(pool)
  const complaints: Complaints = new Map()
  for (const [name, value] of Object.entries(attributes)) {
    const definition = schema.get(name)
    if (!definition) {
      complaints.set(name, 'Attribute does not exist in the schema.')
      continue
    }
    if (name === 'sub' || name === 'identities') {
      throw errors.invalidParameter(`Cannot modify the non-mutable attribute ${name}`)
    }
    if (present && !definition.Mutable && present[name] !== undefined && present[name] !== value) {
      throw errors.invalidParameter(`user.${name}: Attribute cannot be updated.\n`)
    }
    if (value === '' && definition.Required && present?.[name] !== undefined) {
      throw errors.invalidParameter(`user.${name}: Required attribute cannot be deleted.`)
    }
    const complaint = complaintAbout(name, value, definition)
    if (complaint !== undefined) complaints.set(name, complaint)
  }
  if (!present) {
    for (const [name, definition] of schema) {
      if (definition.Required && name !== 'sub' && !attributes[name]) {
        complaints.set(name, 'The attribute is required')
      }
    }
  }
  if (complaints.size === 0) return
  const lines = [...complaints].map(([name, complaint]) => `${name}: ${complaint}\n`)
  throw errors.invalidParameter(`Attributes did not conform to the schema: ${lines.join('')}`)
}

function complaintAbout(
  name: string,
  value: string,
  { Required, AttributeDataType, ...constraints }: SchemaAttributeType,
): string | undefined {
  if (value === '') return Required ? 'The attribute is required' : undefined
  if (name === 'email' && !isEmailAddress(value))
    throw errors.invalidParameter('Invalid email address format.')
  if (name === 'phone_number' && !isPhoneNumber(value)) {
    throw errors.invalidParameter('Invalid phone number format.')
  }
  switch (AttributeDataType) {
    case 'Number': {
      const number = Number(value)
      if (value.trim() === '' || !Number.isFinite(number)) return 'A number was expected'
      const { MinValue, MaxValue } = constraints.NumberAttributeConstraints ?? {}
      if (MinValue && number < Number(MinValue)) return `Number must be ${MinValue} or more`
      if (MaxValue && number > Number(MaxValue)) return `Number must be ${MaxValue} or less`
      return undefined
    }
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'true or false was expected'
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? 'A date and time was expected' : undefined
    default: {
      const { MinLength, MaxLength } = constraints.StringAttributeConstraints ?? {}
      if (MinLength && value.length < Number(MinLength)) {
        return `String must be at least ${MinLength} characters`
      }
      const most = Number(MaxLength ?? 2048)
      return value.length > most ? `String must be no longer than ${most} characters` : undefined
    }
  }
}

const serviceOwned = new Set(['email_verified', 'phone_number_verified', 'identities', 'sub'])

/**
 * What a person may write through a client: its WriteAttributes where given, and never what only the service
 * may say.
 *
 * @throws ServiceError `NotAuthorizedException`
 */
export function checkWritable(client: UserPoolClient, names: readonly string[]): void {
  const writable = client.configuration.WriteAttributes
  for (const name of names) {
    if (serviceOwned.has(name) || name.startsWith('dev:') || (writable?.length && !writable.includes(name))) {
      throw errors.attributeNotWritable()
    }
  }
}

/** Whether a client may read an attribute: its ReadAttributes where given. */
export function isReadable(client: UserPoolClient, name: string): boolean {
  const readable = client.configuration.ReadAttributes
  return !name.startsWith('dev:') && (!readable?.length || name === 'sub' || readable.includes(name))
}

/**
 * Lays new attributes over those that are there. A changed address is no longer verified; an empty value takes
 * an attribute away.
 */
export function mergeAttributes(
  present: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const merged: Record<string, string> = { ...present }
  for (const [name, value] of Object.entries(changes)) {
    if ((name === 'email' || name === 'phone_number') && present[name] !== value) {
      const flag = `${name}_verified`
      if (!(flag in changes)) {
        if (value === '') delete merged[flag]
        else merged[flag] = 'false'
      }
    }
    if (value === '') delete merged[name]
    else merged[name] = value
  }
  return merged
}
