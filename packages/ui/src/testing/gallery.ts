/** One example of each screen, and of what screens look like when something is wrong: for pictures and tests. */

import type { PasswordRules } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'

const passwordRules: PasswordRules = {
  minimumLength: 8,
  uppercase: true,
  lowercase: true,
  number: true,
  symbol: true,
}

const entrance = { names: ['username', 'email'], canSignUp: true, canResetPassword: true } as const
const username = 'ada@example.com'
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const uri = `otpauth://totp/Photos:${encodeURIComponent(username)}?secret=${secret}&issuer=Photos`
const delivery = { medium: 'email', destination: 'a***@e***' } as const

export const gallery: Readonly<Record<string, Screen>> = {
  checking: { kind: 'checking' },
  'sign-in': { ...entrance, kind: 'sign-in', providers: [], passkeys: false },
  'sign-in-with-providers': {
    ...entrance,
    kind: 'sign-in',
    passkeys: true,
    providers: [
      { name: 'Google', kind: 'Google' },
      { name: 'SignInWithApple', kind: 'SignInWithApple' },
      { name: 'Facebook', kind: 'Facebook' },
      { name: 'LoginWithAmazon', kind: 'LoginWithAmazon' },
      { name: 'acme', kind: 'SAML', label: 'Acme Corporation' },
    ],
  },
  'sign-in-refused': {
    ...entrance,
    kind: 'sign-in',
    providers: [],
    passkeys: false,
    error: 'wrongCredentials',
    values: { username },
  },
  identify: { ...entrance, kind: 'identify', names: ['email'], providers: [], passkeys: true },
  password: { kind: 'password', username, canResetPassword: true },
  'sign-up': {
    kind: 'sign-up',
    names: ['username'],
    providers: [],
    passwordRules,
    attributes: [
      { name: 'given_name', required: true },
      { name: 'email', required: true },
      { name: 'phone_number', required: false },
    ],
    terms: { termsOfUse: 'https://example.com/terms', privacyPolicy: 'https://example.com/privacy' },
  },
  'sign-up-with-errors': {
    kind: 'sign-up',
    names: ['email'],
    providers: [{ name: 'Google', kind: 'Google' }],
    passwordRules,
    attributes: [
      { name: 'name', required: true },
      { name: 'birthdate', required: false },
      { name: 'custom:team', label: 'Team', required: false },
    ],
    fieldErrors: { username: 'invalidEmail', password: 'invalidPassword' },
    values: { username: 'ada', 'userAttributes.name': 'Ada Lovelace' },
  },
  'confirm-sign-up': { kind: 'confirm-sign-up', username, delivery },
  'confirm-sign-up-refused': {
    kind: 'confirm-sign-up',
    username,
    delivery,
    fieldErrors: { code: 'codeMismatch' },
  },
  'forgot-password': { kind: 'forgot-password', names: ['email'], username },
  'reset-password': { kind: 'reset-password', username, delivery, passwordRules },
  'new-password': {
    kind: 'new-password',
    username,
    passwordRules,
    attributes: [{ name: 'family_name', required: true }],
  },
  'code-sms': {
    kind: 'code',
    username,
    method: 'sms',
    delivery: { medium: 'sms', destination: '+*******1234' },
    length: 6,
    canResend: true,
    notice: 'codeSent',
  },
  'code-email': { kind: 'code', username, method: 'email', delivery, length: 8, canResend: false },
  'code-totp': { kind: 'code', username, method: 'totp', length: 6, canResend: false },
  'select-mfa': { kind: 'select-mfa', username, options: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
  'choose-mfa-set-up': { kind: 'choose-mfa-set-up', username, options: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
  'set-up-totp': { kind: 'set-up-totp', username, secret, uri },
  'set-up-address': { kind: 'set-up-address', username, medium: 'sms' },
  'choose-challenge': {
    kind: 'choose-challenge',
    username,
    options: ['WEB_AUTHN', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP'],
  },
  passkey: { kind: 'passkey', username, canChooseAnother: true },
  'custom-challenge': {
    kind: 'custom-challenge',
    username,
    title: 'Which team are you in?',
    lead: 'Your administrator asks for it.',
    fields: [
      {
        name: 'team',
        label: 'Team',
        type: 'choice',
        options: [
          { value: 'a', label: 'Analytics' },
          { value: 'e', label: 'Engines' },
        ],
      },
      { name: 'badge', label: 'Badge number', type: 'number' },
    ],
  },
  'custom-challenge-plain': { kind: 'custom-challenge', username, fields: [] },
  'verify-attribute': { kind: 'verify-attribute', options: ['email', 'phone_number'] },
  'confirm-attribute': { kind: 'confirm-attribute', attribute: 'email', delivery },
  'account-chooser': {
    kind: 'account-chooser',
    accounts: [
      { id: '1', name: 'Ada Lovelace', detail: username },
      { id: '2', name: 'Charles Babbage', detail: 'charles@example.com' },
    ],
  },
  'signed-in': { kind: 'signed-in', username },
  'signed-up': { kind: 'signed-up' },
  'signed-out': { kind: 'signed-out' },
  'unknown-challenge': { kind: 'unknown-challenge', challenge: 'RETINA_SCAN' },
  error: { kind: 'error', error: 'refused', canRetry: false, detail: 'invalid_request: redirect_uri' },
}
