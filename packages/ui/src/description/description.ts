import type {
  AttributeField,
  FirstFactor,
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
}

export interface SignUpDescription {
  /** One kind, or those of which a person chooses one. */
  readonly names: readonly NameKind[]
  /** Besides the name. */
  readonly attributes: readonly AttributeField[]
  readonly passwordRequired: boolean
}
