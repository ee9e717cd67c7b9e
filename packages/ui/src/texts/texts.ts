/** What goes wrong, as far as a person can tell it apart. */
export type ErrorTextId =
  | 'aliasExists'
  | 'codeDeliveryFailure'
  | 'codeMismatch'
  | 'expiredCode'
  | 'invalidEmail'
  | 'invalidParameter'
  | 'invalidPassword'
  | 'invalidPhoneNumber'
  | 'limitExceeded'
  | 'mfaMethodNotFound'
  | 'network'
  | 'notAuthorized'
  | 'notSupported'
  | 'offline'
  | 'passkeyFailed'
  | 'passwordResetRequired'
  | 'passwordUsedBefore'
  | 'popupBlocked'
  | 'refused'
  | 'required'
  | 'sessionExpired'
  | 'signUpClosed'
  | 'unknown'
  | 'userCancelled'
  | 'userNotConfirmed'
  | 'userNotFound'
  | 'usernameExists'
  | 'wrongCredentials'
  | 'wrongPassword'

/** What went well. */
export type NoticeId = 'codeSent' | 'passwordChanged' | 'signedUp' | 'saved'

/** The attributes of every pool that people fill in. */
export type AttributeTextId =
  | 'address'
  | 'birthdate'
  | 'email'
  | 'family_name'
  | 'gender'
  | 'given_name'
  | 'locale'
  | 'middle_name'
  | 'name'
  | 'nickname'
  | 'phone_number'
  | 'picture'
  | 'preferred_username'
  | 'profile'
  | 'website'
  | 'zoneinfo'

/**
 * The copy of the sign-in screens in one language. Words in braces are filled in. A language is complete or does
 * not type-check.
 */
export interface Texts {
  /** Titles, each with the sentence below it where there is one. */
  readonly checking: string
  readonly signIn: string
  readonly signUp: string
  readonly confirmSignUp: string
  readonly forgotPassword: string
  readonly forgotPasswordLead: string
  readonly resetPassword: string
  readonly newPassword: string
  readonly newPasswordLead: string
  readonly enterPassword: string
  readonly enterCode: string
  readonly totpLead: string
  /** `{destination}` */
  readonly codeSentTo: string
  readonly codeSentByEmail: string
  readonly codeSentBySms: string
  readonly selectMfa: string
  readonly chooseMfaSetUp: string
  readonly chooseMfaSetUpLead: string
  readonly setUpTotp: string
  readonly setUpTotpScan: string
  readonly setUpTotpKey: string
  readonly setUpTotpOpen: string
  readonly setUpTotpCode: string
  readonly setUpEmail: string
  readonly setUpSms: string
  readonly setUpAddressLead: string
  readonly chooseChallenge: string
  readonly passkey: string
  readonly passkeyLead: string
  readonly customChallenge: string
  readonly verifyAttribute: string
  readonly verifyAttributeLead: string
  readonly accountChooser: string
  readonly signedIn: string
  readonly signedOut: string
  readonly signedOutLead: string
  readonly unknownChallenge: string
  readonly unknownChallengeLead: string
  readonly error: string

  /** Fields. */
  readonly username: string
  readonly email: string
  readonly phoneNumber: string
  /** More than one kind of name is taken. */
  readonly emailOrPhoneNumber: string
  readonly usernameOrEmail: string
  readonly usernameOrPhoneNumber: string
  readonly anyName: string
  readonly password: string
  readonly passwordNew: string
  readonly code: string
  readonly answer: string
  readonly country: string
  /** Beside a field that may stay empty. */
  readonly optional: string

  /** Buttons. */
  readonly continue: string
  readonly signUpAction: string
  readonly confirm: string
  readonly sendCode: string
  readonly savePassword: string
  readonly cancel: string
  readonly tryAgain: string
  readonly backToSignIn: string
  readonly resend: string
  /** `{time}`, such as "30 seconds" */
  readonly resendIn: string
  readonly forgotPasswordAction: string
  readonly noAccount: string
  readonly haveAccount: string
  readonly termsOfUse: string
  readonly privacyPolicy: string
  readonly createAccount: string
  readonly usePasskey: string
  readonly chooseAnother: string
  readonly otherAccount: string
  readonly skip: string
  /** `{provider}` */
  readonly continueWith: string
  readonly or: string
  readonly show: string
  readonly hide: string
  readonly copy: string
  readonly copied: string
  readonly signOut: string

  /** Second and first factors as choices. */
  readonly bySms: string
  readonly byEmail: string
  readonly byTotp: string
  readonly byPassword: string
  readonly byPasskey: string

  /** Password rules. `{count}` and `{characters}`: the number with its noun. */
  readonly rulesLead: string
  readonly ruleLength: string
  readonly ruleUppercase: string
  readonly ruleLowercase: string
  readonly ruleNumber: string
  readonly ruleSymbol: string

  /** Before the list of several wrong fields. */
  readonly severalErrors: string
  /** Before the title of a page whose form came back, for who hears the title first. */
  readonly errorPrefix: string

  readonly notices: Readonly<Record<NoticeId, string>>
  readonly attributes: Readonly<Record<AttributeTextId, string>>
  readonly errors: Readonly<Record<ErrorTextId, string>>
}
