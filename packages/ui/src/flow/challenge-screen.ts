import type { SignInResult } from '@latchkey/client'
import type { SignInDescription } from '../description/description.ts'
import type { AttributeField, ChallengeField, FirstFactor, MfaKind } from '../screens/parts.ts'
import type { Screen } from '../screens/screen.ts'

const mfaKinds: readonly string[] = ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'] satisfies MfaKind[]
const firstFactors: readonly string[] = [
  'PASSWORD',
  'PASSWORD_SRP',
  'EMAIL_OTP',
  'SMS_OTP',
  'WEB_AUTHN',
] satisfies FirstFactor[]

/**
 * The screen for what a sign-in asks next when that is not a code. Steps that need a call first (a secret for
 * `mfaSetup`, a code for `confirmSignUp`) are the flow's.
 */
export function screenOfChallenge(
  { signInState, parameters, availableChallenges = [], challenge }: SignInResult,
  username: string,
  { passwordRules, canResetPassword }: SignInDescription,
): Screen {
  switch (signInState) {
    case 'selectMFAType':
      return { kind: 'select-mfa', username, options: listIn(parameters['MFAS_CAN_CHOOSE'], mfaKinds) }
    case 'mfaSetup':
      return { kind: 'choose-mfa-set-up', username, options: listIn(parameters['MFAS_CAN_SETUP'], mfaKinds) }
    case 'newPasswordRequired':
      return { kind: 'new-password', username, passwordRules, attributes: missingAttributes(parameters) }
    case 'password':
      return { kind: 'password', username, canResetPassword }
    case 'selectChallenge': {
      const known = (availableChallenges as string[]).filter(name => firstFactors.includes(name))
      // One password is enough to choose from: the safer way of proving it.
      const options = known.filter(name => name !== 'PASSWORD' || !known.includes('PASSWORD_SRP'))
      return { kind: 'choose-challenge', username, options: options as FirstFactor[] }
    }
    case 'webAuthn':
      return { kind: 'passkey', username, canChooseAnother: true }
    case 'customChallenge':
      return { kind: 'custom-challenge', username, ...described(parameters) }
    default:
      return { kind: 'unknown-challenge', challenge: challenge ?? signInState }
  }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    // A parameter that is no JSON says nothing.
    return null
  }
}

function listIn<Name extends string>(text: string | undefined, known: readonly string[]): Name[] {
  const list = parse(text)
  return Array.isArray(list) ? list.filter((name): name is Name => known.includes(name)) : []
}

function missingAttributes({ requiredAttributes }: SignInResult['parameters']): AttributeField[] {
  const names = parse(requiredAttributes)
  if (!Array.isArray(names)) return []
  return names
    .filter(name => typeof name === 'string')
    .map(name => ({ name: name.replace(/^userAttributes\./, ''), required: true }))
}

/**
 * What a custom challenge says of itself by its public parameters: `title`, `lead`, and `fields` as JSON text of a
 * list. Without fields there is one.
 */
function described({ title, lead, fields }: SignInResult['parameters']): {
  title?: string
  lead?: string
  fields: ChallengeField[]
} {
  const list = parse(fields)
  return {
    ...(title && { title }),
    ...(lead && { lead }),
    fields: Array.isArray(list) ? list.filter(isField) : [],
  }
}

function isField(field: unknown): field is ChallengeField {
  if (typeof field !== 'object' || field === null) return false
  const { name, label } = field as Readonly<Record<string, unknown>>
  return typeof name === 'string' && typeof label === 'string'
}
