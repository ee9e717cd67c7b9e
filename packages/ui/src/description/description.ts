import type {
  AttributeField,
  FirstFactor,
  MfaKind,
  NameKind,
  PasswordRules,
  ProviderButton,
} from '../screens/parts.ts'

/**
 * What a pool and its app client let people do, as far as a sign-in screen has to know. Latchkey's server answers
 * with it at `/<pool id>/.well-known/latchkey-sign-in?client_id=…`; for Amazon's service it is made of the
 * configuration file.
 */
export interface SignInDescription {
  /** With what people sign in. */
  readonly names: readonly NameKind[]
  /** Absent where nobody makes an account by himself. */
  readonly signUp?: SignUpDescription | undefined
  readonly passwordRules: PasswordRules
  readonly canResetPassword: boolean
  /**
   * What a sign-in may begin with: more than a password makes the name be asked first, and nothing leaves what follows
   * the name to the pool's own challenges.
   */
  readonly firstFactors: readonly FirstFactor[]
  readonly providers: readonly ProviderButton[]
  /** The second steps that the pool has; absent where nobody tells. */
  readonly secondFactors?: readonly MfaKind[] | undefined
  /** In which languages the service's own pages speak, as BCP 47 tags; absent where nobody tells. */
  readonly languages?: readonly string[] | undefined
  readonly branding?: Branding | undefined
}

/** How the app client's own pages look: a form in an app looks so too where the app does not say otherwise. */
export interface Branding {
  /** The app client's name. */
  readonly name: string
  /** An address that holds the picture itself. */
  readonly logo?: string
  /** Tokens, and rules of known regions. Nothing in it loads anything. */
  readonly style?: string
}

export interface SignUpDescription {
  /** One kind, or those of which a person chooses one. */
  readonly names: readonly NameKind[]
  /** Besides the name. */
  readonly attributes: readonly AttributeField[]
  readonly passwordRequired: boolean
}
