import type { ChallengeName } from '@latchkey/protocol'
import type { CodeDeliveryDetailsType } from '@latchkey/protocol/user-pools'
import type { PendingChallenge, SignInResult, SignInState, UserCodeDeliveryDetails } from './types.ts'

/** `SELECT_MFA_TYPE` → `selectMFAType`: abbreviations keep their capitals. */
function stateOf(challenge: ChallengeName): SignInState {
  // Asked in so many words only where `USER_AUTH` prefers a password that was not given.
  if (challenge === 'PASSWORD' || challenge === 'PASSWORD_SRP') return 'password'
  const words = challenge.toLowerCase().replace(/_(mfa|otp|srp|.)/g, (_, word: string) => word.toUpperCase())
  return words as SignInState
}

/** What a sign-in comes to when no challenge is open. */
export function plainResult(signInState: SignInState): SignInResult {
  return { signInState, parameters: {}, codeDetails: undefined, challenge: undefined }
}

/** A challenge as the app sees it. By e-mail comes a first factor in the choice flow, a second one elsewhere. */
export function challengeResult(pending: PendingChallenge): SignInResult {
  const { name: challenge, parameters, flow, availableChallenges } = pending
  const secondFactor = challenge === 'EMAIL_OTP' && (flow.flow !== 'USER_AUTH' || flow.secondFactor)
  const { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination } = parameters
  return {
    signInState: secondFactor ? 'emailMFA' : stateOf(challenge),
    parameters,
    codeDetails: medium
      ? deliveryDetails({ DeliveryMedium: medium as 'SMS', Destination: destination })
      : undefined,
    challenge,
    availableChallenges,
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
