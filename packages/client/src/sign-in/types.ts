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
  | 'password'
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
  /** What can be chosen, in `selectChallenge`. */
  readonly availableChallenges?: readonly ChallengeName[] | undefined
}

/** What a sign-in carries from step to step. */
export interface SignInFlow {
  readonly flow: AuthenticationFlow
  readonly usernameTyped: string
  /** The service's name of the person, as soon as it tells it. */
  readonly username: string
  readonly password: string | undefined
  /** Whether a password has been given: then a code is the second factor. */
  readonly secondFactor?: boolean
  readonly clientMetadata: Record<string, string> | undefined
}

export interface ConfirmSignInInput {
  /** The code, the new password, the choice, or whatever the challenge asks for. */
  readonly challengeResponse: string
  /** The password, where `PASSWORD` or `PASSWORD_SRP` is the choice. */
  readonly password?: string
  /** Attributes that go with a new password. */
  readonly userAttributes?: Readonly<Record<string, string>>
  readonly clientMetadata?: Record<string, string>
}

/** A challenge that the person has to answer. */
export interface PendingChallenge {
  readonly name: ChallengeName
  readonly session: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly availableChallenges: readonly ChallengeName[] | undefined
  readonly flow: SignInFlow
}
