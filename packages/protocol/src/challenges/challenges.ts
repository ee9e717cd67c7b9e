/** The challenges of sign-in as they travel: what the service asks, and what it takes for an answer. */

/** Where a code went. */
export interface CodeDeliveryParameters {
  readonly CODE_DELIVERY_DELIVERY_MEDIUM: string
  readonly CODE_DELIVERY_DESTINATION: string
  readonly USER_ID_FOR_SRP?: string
}

interface SrpParameters {
  readonly SALT: string
  readonly SRP_B: string
  readonly SECRET_BLOCK: string
  readonly USERNAME: string
}

/** Each challenge's `ChallengeParameters`; where a value is JSON text its doc says of what. */
export interface ChallengeParameters {
  PASSWORD_VERIFIER: SrpParameters & { readonly USER_ID_FOR_SRP: string }
  SMS_MFA: CodeDeliveryParameters
  EMAIL_OTP: CodeDeliveryParameters
  SMS_OTP: CodeDeliveryParameters
  SOFTWARE_TOKEN_MFA: { readonly FRIENDLY_DEVICE_NAME?: string; readonly USER_ID_FOR_SRP?: string }
  SELECT_MFA_TYPE: {
    /** A list of challenge names. */
    readonly MFAS_CAN_CHOOSE: string
  }
  MFA_SETUP: {
    /** A list of challenge names. */
    readonly MFAS_CAN_SETUP: string
  }
  NEW_PASSWORD_REQUIRED: {
    /** A list of `userAttributes.NAME`. */
    readonly requiredAttributes: string
    /** An object of the attributes that are there. */
    readonly userAttributes: string
  }
  CUSTOM_CHALLENGE: Readonly<Record<string, string>>
  DEVICE_SRP_AUTH: { readonly USERNAME?: string; readonly DEVICE_KEY?: string }
  DEVICE_PASSWORD_VERIFIER: SrpParameters & { readonly DEVICE_KEY: string }
  SELECT_CHALLENGE: Readonly<Record<string, string>>
  PASSWORD: Readonly<Record<string, string>>
  PASSWORD_SRP: Readonly<Record<string, string>>
  WEB_AUTHN: {
    /** A `PublicKeyCredentialRequestOptionsJSON`. */
    readonly CREDENTIAL_REQUEST_OPTIONS: string
  }
  ADMIN_NO_SRP_AUTH: Readonly<Record<string, string>>
}

export type ChallengeName = keyof ChallengeParameters

/** A challenge: switch on `name`. */
export type Challenge = {
  [Name in ChallengeName]: { readonly name: Name; readonly parameters: ChallengeParameters[Name] }
}[ChallengeName]

const answerMembers: Partial<Record<ChallengeName, string>> = {
  NEW_PASSWORD_REQUIRED: 'NEW_PASSWORD',
  PASSWORD: 'PASSWORD',
  WEB_AUTHN: 'CREDENTIAL',
}

/** Where a person's one-text answer to the challenge goes in `ChallengeResponses`. */
export function answerMemberOf(name: ChallengeName): string {
  return answerMembers[name] ?? (/_(MFA|OTP)$/.test(name) ? `${name}_CODE` : 'ANSWER')
}
