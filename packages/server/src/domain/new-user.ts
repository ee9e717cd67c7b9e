import type { Environment } from '../environment.ts'
import { uuid } from '../environment.ts'
import { errors, type ServiceError } from '../errors.ts'
import { NameTakenError } from '../store/units/users.ts'
import { isEmailAddress, isPhoneNumber } from './attributes.ts'
import type { Destination } from './codes.ts'
import type { UserPool } from './user-pool.ts'

/** How a new user is called: the real user name, and the attributes with the name among them where it is one. */
export interface NewName {
  readonly sub: string
  readonly username: string
  readonly attributes: Record<string, string>
}

/**
 * Reads the typed name by the pool's rules.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function nameNewUser(
  environment: Environment,
  pool: UserPool,
  typed: string,
  attributes: Readonly<Record<string, string>>,
): NewName {
  const sub = uuid(environment.random)
  const { UsernameAttributes: names = [], AliasAttributes: aliases = [] } = pool.configuration
  if (names.length === 0) {
    if (aliases.includes('email') && isEmailAddress(typed)) {
      throw errors.invalidParameter(
        'Username cannot be of email format, since user pool is configured for email alias.',
      )
    }
    if (aliases.includes('phone_number') && isPhoneNumber(typed)) {
      throw errors.invalidParameter(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      )
    }
    return { sub, username: typed, attributes: { ...attributes } }
  }
  if (names.includes('email') && isEmailAddress(typed)) {
    return { sub, username: sub, attributes: { email: typed, ...attributes } }
  }
  if (names.includes('phone_number') && isPhoneNumber(typed)) {
    return { sub, username: sub, attributes: { phone_number: typed, ...attributes } }
  }
  const wanted =
    names.length === 2
      ? 'either an email or a phone number'
      : names[0] === 'email'
        ? 'an email'
        : 'a phone number'
  throw errors.invalidParameter(`Username should be ${wanted}.`)
}

/** Which error a taken name is, when a user is created. */
export function creationConflict(pool: UserPool, error: unknown): ServiceError | unknown {
  if (!(error instanceof NameTakenError)) return error
  const { kind } = error.conflict.taken
  if (kind === 'username') return errors.userExists()
  return pool.configuration.UsernameAttributes?.some(attribute => attribute === kind)
    ? errors.accountExists(kind)
    : errors.aliasExists(kind)
}

/** Which error a taken name is, when a user changes. */
export function changeConflict(error: unknown): ServiceError | unknown {
  return error instanceof NameTakenError ? errors.aliasExists(error.conflict.taken.kind) : error
}

/** Where a new user's code goes: the attributes that the pool verifies by itself, the phone before the e-mail. */
export function autoVerifiedDestination(
  pool: UserPool,
  attributes: Readonly<Record<string, string>>,
): Destination | undefined {
  const verified = pool.configuration.AutoVerifiedAttributes ?? []
  for (const attribute of ['phone_number', 'email'] as const) {
    const value = attributes[attribute]
    if (verified.includes(attribute) && value) return { attribute, value }
  }
  return undefined
}
