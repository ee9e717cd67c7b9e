import type { AuthenticationFlow, ChallengeName } from '@latchkey/protocol'

/** What a sign-in has come to: done, or what it asks for next. */
export type SignInState =
  | 'signedIn'
  | 'smsMFA'
  | 'softwareTokenMFA'
  | 'emailMFA'
  | 'selectMFAType'
  | 'mfaSetup'
  | 'newPasswordRequired'
  | 'customChallenge'
  | 'selectChallenge'
  | 'webAuthn'
  | 'emailOTP'
  | 'smsOTP'
  | 'passwordVerifier'
  | 'deviceSRPAuth'
  | 'devicePasswordVerifier'
  | 'adminNoSRPAuth'
  | 'passwordResetRequired'
  | 'confirmSignUp'
  | 'unknown'

/** Where a code was sent. */
export interface UserCodeDeliveryDetails {
  readonly deliveryMedium: 'sms' | 'email' | 'unknown'
  /** Masked, such as `a***@e***`. */
  readonly destination: string | undefined
  readonly attributeName: string | undefined
}

export interface SignInResult {
  readonly signInState: SignInState
  /** The challenge's parameters as they came; empty once signed in. */
  readonly parameters: Readonly<Record<string, string>>
  readonly codeDetails: UserCodeDeliveryDetails | undefined
  /** The service's name of the challenge. */
  readonly challenge: ChallengeName | undefined
}

/** What a sign-in carries from step to step. */
export interface SignInFlow {
  readonly flow: AuthenticationFlow
  readonly usernameTyped: string
  /** The service's name of the person, as soon as it tells it. */
  readonly username: string
  readonly password: string | undefined
  readonly clientMetadata: Record<string, string> | undefined
}

/** A challenge that the person has to answer. */
export interface PendingChallenge {
  readonly name: ChallengeName
  readonly session: string | undefined
  readonly flow: SignInFlow
}
