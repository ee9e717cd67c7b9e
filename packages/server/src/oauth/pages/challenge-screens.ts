import type { ChallengeField, MfaKind, Screen } from '@latchkey/ui/views'
import type { UserPool } from '../../domain/user-pool.ts'
import { firstFactorsOf, type PendingChallenge, setUpTypes } from './pending.ts'
import { attributeField, passwordRules } from './schema-fields.ts'

/** The screen of a challenge. */
export function challengeScreen(pool: UserPool, challenge: PendingChallenge): Screen {
  const { name, username, parameters } = challenge
  const sentTo = parameters['CODE_DELIVERY_DESTINATION']
  const codeSent = (method: 'sms' | 'email'): Screen => ({
    kind: 'code',
    username,
    method,
    delivery: { medium: method, ...(sentTo ? { destination: sentTo } : {}) },
    length: challenge.isFirst ? 8 : 6,
    canResend: challenge.isFirst,
    ...(challenge.isRepeat ? { notice: 'codeSent' } : {}),
  })
  switch (name) {
    case 'PASSWORD':
      return { kind: 'password', username, canResetPassword: true }
    case 'SMS_MFA':
    case 'SMS_OTP':
      return codeSent('sms')
    case 'EMAIL_OTP':
      return codeSent('email')
    case 'SOFTWARE_TOKEN_MFA':
      return { kind: 'code', username, method: 'totp', length: 6, canResend: false }
    case 'SELECT_MFA_TYPE':
      return { kind: 'select-mfa', username, options: parseList(parameters['MFAS_CAN_CHOOSE']) as MfaKind[] }
    case 'MFA_SETUP':
      return setUpScreen(pool, challenge)
    case 'NEW_PASSWORD_REQUIRED':
      return {
        kind: 'new-password',
        username,
        passwordRules: passwordRules(pool),
        attributes: parseList(parameters['requiredAttributes']).map(attribute =>
          attributeField(pool, attribute.replace(/^userAttributes\./, ''), true),
        ),
      }
    case 'SELECT_CHALLENGE':
      return { kind: 'choose-challenge', username, options: firstFactorsOf(challenge) }
    case 'WEB_AUTHN':
      return {
        kind: 'passkey',
        username,
        request: parameters['CREDENTIAL_REQUEST_OPTIONS'] ?? '',
        canChooseAnother: firstFactorsOf(challenge).length > 1,
      }
    case 'CUSTOM_CHALLENGE':
      return {
        kind: 'custom-challenge',
        username,
        ...(parameters['title'] ? { title: parameters['title'] } : {}),
        ...(parameters['lead'] ? { lead: parameters['lead'] } : {}),
        fields: customFields(challenge),
      }
    default:
      return { kind: 'unknown-challenge', challenge: name }
  }
}

function setUpScreen(pool: UserPool, challenge: PendingChallenge): Screen {
  const { username, setUp } = challenge
  switch (setUp?.type) {
    case undefined:
      return { kind: 'choose-mfa-set-up', username, options: setUpTypes(challenge) }
    case 'EMAIL_OTP':
      return { kind: 'set-up-address', username, medium: 'email' }
    case 'SOFTWARE_TOKEN_MFA': {
      const label = encodeURIComponent(`${pool.name}:${username}`)
      const query = new URLSearchParams({ secret: setUp.secret, issuer: pool.name })
      return { kind: 'set-up-totp', username, secret: setUp.secret, uri: `otpauth://totp/${label}?${query}` }
    }
  }
}

function parseList(text: string | undefined): string[] {
  return JSON.parse(text ?? '[]') as string[]
}

/** The form that a pool's own challenge describes by its public parameter `fields`, a JSON list; else none. */
export function customFields({ parameters }: PendingChallenge): readonly ChallengeField[] {
  try {
    const fields: unknown = JSON.parse(parameters['fields'] ?? '[]')
    return Array.isArray(fields) ? fields.filter(isField) : []
  } catch (error) {
    // What a trigger wrote is no JSON: then it describes nothing.
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function isField(field: unknown): field is ChallengeField {
  return (
    typeof field === 'object' &&
    field !== null &&
    typeof Reflect.get(field, 'name') === 'string' &&
    typeof Reflect.get(field, 'label') === 'string'
  )
}
