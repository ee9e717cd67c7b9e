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

const refused = (reason: Extract<Resolution, { kind: 'refused' }>['reason']): Resolution => ({
  kind: 'refused',
  reason,
})

/** Whether a resolution changes anything. */
export function isChange(resolution: Resolution): boolean {
  if (resolution.kind === 'refused') return false
  const { creates, links, absorbs } = resolution
  return creates || links.length > 0 || absorbs.length > 0
}

/**
 * Decides which identity a call stands for. A guest who signs in keeps the id; when a login belongs to another
 * identity already, that one (the oldest, if there are several) absorbs the others.
 */
export function resolveIdentity(state: ResolutionState, request: ResolutionRequest): Resolution {
  if (request.identityId !== undefined && !state.named) return refused('identityNotFound')
  return request.logins.length === 0 ? resolveGuest(state, request) : resolveMember(state, request)
}

function resolveGuest({ named }: ResolutionState, { newIdentityId }: ResolutionRequest): Resolution {
  if (named && (!named.enabled || named.logins.length > 0)) return refused('identityForbidden')
  return {
    kind: 'resolved',
    identityId: named?.id ?? newIdentityId,
    creates: !named,
    links: [],
    absorbs: [],
  }
}

function resolveMember({ named, owners }: ResolutionState, request: ResolutionRequest): Resolution {
  const isGuest = named?.enabled === true && named.logins.length === 0
  const isOwner = owners.some(owner => owner.id === named?.id)
  // Somebody who still has the id from before a merge is led to where the logins are now.
  const wasMerged = named?.enabled === false && owners.length > 0
  if (named && !isGuest && !isOwner && !wasMerged) return refused('loginsMismatch')

  const [oldest, ...others] = [...owners].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  const guests = isGuest ? [named] : []
  const [survivor, absorbed] = oldest ? [oldest, [...others, ...guests]] : [guests[0], []]

  const held = [survivor, ...absorbed].flatMap(identity => identity?.logins ?? [])
  const links = request.logins.filter(login => !held.some(known => isSame(known, login)))
  const providers = [...held, ...links].map(login => login.provider)
  if (new Set(providers).size < providers.length) return refused('loginsClash')
  return {
    kind: 'resolved',
    identityId: survivor?.id ?? request.newIdentityId,
    creates: !survivor,
    links,
    absorbs: absorbed.map(identity => identity.id),
  }
}

/** Whether two logins are the same account. */
function isSame(a: IdentityLogin, b: IdentityLogin): boolean {
  return a.provider === b.provider && a.subject === b.subject
}
