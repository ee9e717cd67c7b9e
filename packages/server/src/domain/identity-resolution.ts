import type {
  IdentityLogin,
  Resolution,
  ResolutionRequest,
  ResolutionState,
} from '../store/units/identity-state.ts'

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
  // Public providers have one account per identity; a developer's users may be several.
  const providers = [...held, ...links].flatMap(login =>
    login.provider === request.developerProvider ? [] : [login.provider],
  )
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
