import type { SignInResult } from '@latchkey/client'
import type { ScreenOf } from '../screens/screen.ts'
import { deliveryOf } from './delivery-of.ts'

type Code = Pick<ScreenOf<'code'>, 'method' | 'length'>

const codes: Partial<Readonly<Record<SignInResult['signInState'], Code>>> = {
  smsMFA: { method: 'sms', length: 6 },
  emailMFA: { method: 'email', length: 6 },
  softwareTokenMFA: { method: 'totp', length: 6 },
  emailOTP: { method: 'email', length: 8 },
  smsOTP: { method: 'sms', length: 8 },
}

/** The screen for a sign-in that asks for a code; undefined when it asks for something else. */
export function codeScreen(
  { signInState, codeDetails }: SignInResult,
  username: string,
): ScreenOf<'code'> | undefined {
  const code = codes[signInState]
  const delivery = deliveryOf(codeDetails)
  return code && { kind: 'code', username, canResend: false, ...code, ...(delivery && { delivery }) }
}
