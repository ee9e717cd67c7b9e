/** An account at a login provider. */
export interface IdentityLogin {
  /** The provider's one name, however the caller spelled it. */
  readonly provider: string
  readonly subject: string
}

/** What the store knows of an identity. */
export interface KnownIdentity {
  readonly id: string
  readonly createdAt: number
  readonly modifiedAt: number
  /** Merged identities, and those whose last login was unlinked, are disabled for good. */
  readonly enabled: boolean
  readonly logins: readonly IdentityLogin[]
}

export interface ResolutionRequest {
  /** The identity that the caller names; GetId names none. */
  readonly identityId: string | undefined
  /** Verified, each account once. */
  readonly logins: readonly IdentityLogin[]
  /** The provider that may have several users in one identity. */
  readonly developerProvider?: string | undefined
  /** The id of the identity that is made when there is none yet. */
  readonly newIdentityId: string
}

export interface ResolutionState {
  /** The identity that the caller names, if it is there. */
  readonly named: KnownIdentity | undefined
  /** The identities that the logins belong to, each once. */
  readonly owners: readonly KnownIdentity[]
}

export type Resolution =
  | {
      readonly kind: 'resolved'
      readonly identityId: string
      readonly creates: boolean
      /** New logins of the identity. */
      readonly links: readonly IdentityLogin[]
      /** Identities that give their logins to this one and are disabled. */
      readonly absorbs: readonly string[]
    }
  | {
      readonly kind: 'refused'
      readonly reason: 'identityNotFound' | 'identityForbidden' | 'loginsMismatch' | 'loginsClash'
    }
