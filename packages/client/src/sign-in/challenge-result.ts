import type { ChallengeName } from '@latchkey/protocol'
import type { CodeDeliveryDetailsType } from '@latchkey/protocol/user-pools'
import type { SignInFlow, SignInResult, SignInState, UserCodeDeliveryDetails } from './types.ts'

const states: Partial<Record<ChallengeName, SignInState>> = {
  SMS_MFA: 'smsMFA',
  SOFTWARE_TOKEN_MFA: 'softwareTokenMFA',
  EMAIL_OTP: 'emailMFA',
  SMS_OTP: 'smsOTP',
  SELECT_MFA_TYPE: 'selectMFAType',
  MFA_SETUP: 'mfaSetup',
  NEW_PASSWORD_REQUIRED: 'newPasswordRequired',
  CUSTOM_CHALLENGE: 'customChallenge',
  SELECT_CHALLENGE: 'selectChallenge',
  WEB_AUTHN: 'webAuthn',
  DEVICE_SRP_AUTH: 'deviceSRPAuth',
  DEVICE_PASSWORD_VERIFIER: 'devicePasswordVerifier',
  ADMIN_NO_SRP_AUTH: 'adminNoSRPAuth',
  PASSWORD_VERIFIER: 'passwordVerifier',
}

/** A challenge as the app sees it. By e-mail comes a first factor in the choice flow, a second one elsewhere. */
export function challengeResult(
  challenge: ChallengeName,
  parameters: Readonly<Record<string, string>>,
  { flow, password }: SignInFlow,
): SignInResult {
  const firstFactor = challenge === 'EMAIL_OTP' && flow === 'USER_AUTH' && password === undefined
  const { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination } = parameters
  return {
    signInState: firstFactor ? 'emailOTP' : (states[challenge] ?? 'unknown'),
    parameters,
    codeDetails: medium
      ? deliveryDetails({ DeliveryMedium: medium as 'SMS', Destination: destination })
      : undefined,
    challenge,
  }
}

/** Where a code went, in the app's words. */
export function deliveryDetails(details: CodeDeliveryDetailsType): UserCodeDeliveryDetails {
  const medium = details.DeliveryMedium?.toLowerCase()
  return {
    deliveryMedium: medium === 'sms' || medium === 'email' ? medium : 'unknown',
    destination: details.Destination,
    attributeName: details.AttributeName,
  }
}
