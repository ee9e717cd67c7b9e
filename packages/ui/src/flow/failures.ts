import { isAWSMobileClientError } from '@latchkey/client'
import type { Screen } from '../screens/screen.ts'
import { errorTextOfKind } from '../texts/error-texts.ts'
import type { ErrorTextId } from '../texts/texts.ts'
import type { FlowEvent } from './state.ts'

/** What to tell of an error on a screen: beside the field that it is about, where there is one. */
export function failureEvent(screen: Screen, error: unknown): FlowEvent {
  const text = textOf(screen, error)
  const field = fieldOf(screen, text)
  return field ? { type: 'fieldsRefused', fieldErrors: { [field]: text } } : { type: 'refused', error: text }
}

function textOf({ kind }: Screen, error: unknown): ErrorTextId {
  if (!isAWSMobileClientError(error)) return 'unknown'
  if (error.kind === 'network' || error.kind === 'timeout') {
    return navigator.onLine === false ? 'offline' : 'network'
  }
  const entrance = kind === 'sign-in' || kind === 'identify' || kind === 'password'
  if (entrance && (error.kind === 'notAuthorized' || error.kind === 'userNotFound')) return 'wrongCredentials'
  if (kind === 'sign-up' && error.kind === 'notAuthorized') return 'signUpClosed'
  if (error.serviceName === 'PasswordHistoryPolicyViolationException') return 'passwordUsedBefore'
  if (error.serviceName === 'EnableSoftwareTokenMFAException') return 'codeMismatch'
  return errorTextOfKind[error.kind]
}

function fieldOf({ kind }: Screen, text: ErrorTextId): string | undefined {
  const password = kind === 'sign-up' ? 'password' : 'new_password'
  switch (text) {
    case 'codeMismatch':
    case 'expiredCode':
      return 'code'
    case 'invalidPassword':
    case 'passwordUsedBefore':
      return password
    case 'usernameExists':
      return kind === 'sign-up' ? 'username' : undefined
    default:
      return undefined
  }
}
