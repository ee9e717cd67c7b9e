import type {
  AttributeField,
  ChallengeField,
  Delivery,
  FirstFactor,
  KnownAccount,
  MfaKind,
  NameKind,
  PasswordRules,
  ProviderButton,
  Told,
} from './parts.ts'

/** What the sign-in screens of a pool have in common. */
interface Entrance {
  /** None where people come through providers alone: then there is no form. */
  readonly names: readonly NameKind[]
  readonly providers: readonly ProviderButton[]
  readonly canSignUp: boolean
  readonly canResetPassword: boolean
  /** Whether a passkey may be used in place of a password. */
  readonly passkeys: boolean
}

/** Each screen's own data. */
export interface ScreenData {
  /** It is not known yet whether anybody is signed in. */
  checking: object
  /** User name and password. */
  'sign-in': Entrance & { readonly username?: string }
  /** The user name alone; what is asked next depends on who it is. */
  identify: Entrance & { readonly username?: string }
  /** The password of somebody who has given the name. */
  password: { readonly username: string; readonly canResetPassword: boolean }
  'sign-up': {
    /** With what people name themselves: a user name of its own, or one of their addresses. */
    readonly names: readonly NameKind[]
    readonly attributes: readonly AttributeField[]
    /** Absent where the pool takes people without a password. */
    readonly passwordRules?: PasswordRules
    readonly providers: readonly ProviderButton[]
    /** Addresses of pages that say what a member agrees to. */
    readonly terms?: { readonly termsOfUse?: string; readonly privacyPolicy?: string }
  }
  'confirm-sign-up': { readonly username: string; readonly delivery?: Delivery }
  'forgot-password': { readonly names: readonly NameKind[]; readonly username?: string }
  'reset-password': {
    readonly username: string
    readonly delivery?: Delivery
    readonly passwordRules: PasswordRules
  }
  'new-password': {
    readonly username: string
    readonly passwordRules: PasswordRules
    /** Attributes that are still missing. */
    readonly attributes: readonly AttributeField[]
  }
  /** A code that was sent, or that an authenticator app shows. */
  code: {
    readonly username: string
    readonly method: 'sms' | 'email' | 'totp'
    readonly delivery?: Delivery
    /** How many digits it has. */
    readonly length: number
    /** Whether a new one can be sent without beginning anew. */
    readonly canResend: boolean
  }
  'select-mfa': { readonly username: string; readonly options: readonly MfaKind[] }
  'choose-mfa-set-up': { readonly username: string; readonly options: readonly MfaKind[] }
  /** The secret of a new authenticator app, as picture, text and link. */
  'set-up-totp': {
    readonly username: string
    /** Base32. */
    readonly secret: string
    /** `otpauth://totp/…` */
    readonly uri: string
    /** The picture; printing makes it when it is absent. */
    readonly qr?: QrPicture
  }
  /** The address or number to which codes will go from now on. */
  'set-up-address': { readonly username: string; readonly medium: 'email' | 'sms' }
  'choose-challenge': { readonly username: string; readonly options: readonly FirstFactor[] }
  passkey: {
    readonly username: string
    /** `PublicKeyCredentialRequestOptionsJSON` as text, where the page itself asks for the passkey. */
    readonly request?: string
    readonly canChooseAnother: boolean
  }
  'custom-challenge': {
    readonly username: string
    /** What the challenge says of itself. */
    readonly title?: string
    readonly lead?: string
    /** One text field named `answer` when empty. */
    readonly fields: readonly ChallengeField[]
  }
  /** An address of the signed-in person that nobody has proved to be theirs. */
  'verify-attribute': { readonly options: readonly ('email' | 'phone_number')[] }
  'confirm-attribute': { readonly attribute: 'email' | 'phone_number'; readonly delivery?: Delivery }
  'account-chooser': { readonly accounts: readonly KnownAccount[] }
  'signed-in': { readonly username: string }
  /** The account is confirmed, on a server's page that a link in a mail leads to. */
  'signed-up': Record<never, never>
  'signed-out': {
    /** False where nothing leads back in, as on a server's page that no app has asked for. Default: true. */
    readonly canSignIn?: boolean
  }
  /** A challenge that this version has no screen for. */
  'unknown-challenge': { readonly challenge: string }
  /** Nothing can be done here: `error` says why. */
  error: {
    readonly canRetry: boolean
    /** For whoever looks after the app, such as the OAuth error code; shown small. */
    readonly detail?: string
  }
}

/** The modules of a QR code as an SVG path on a square of so many modules, quiet zone included. */
export interface QrPicture {
  readonly size: number
  readonly path: string
}

export type ScreenKind = keyof ScreenData

export type ScreenOf<Kind extends ScreenKind> = { readonly kind: Kind } & ScreenData[Kind] & Told

/** Everything that can be on show, as data: switch on `kind`. */
export type Screen = { [Kind in ScreenKind]: ScreenOf<Kind> }[ScreenKind]

/**
 * What a form is sent for: the value of its `intent`. `submit` is the answer to what the screen asks.
 */
export type Intent =
  | 'submit'
  | 'sign-in'
  | 'sign-up'
  | 'forgot-password'
  | 'resend'
  | 'passkey'
  | 'choose-another'
  | 'skip'
  | 'cancel'
  | `provider:${string}`
  | `choose:${string}`
  | `account:${string}`
