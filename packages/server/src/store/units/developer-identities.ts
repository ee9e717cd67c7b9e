import { all, first, type Unit } from '../unit.ts'
import { readIdentity } from './identities.ts'
import type { KnownIdentity } from './identity-state.ts'
import { deleteLogin, moveLogins, selectOwner, updateIdentity } from './identity-statements.ts'

/** The identity that a developer's user belongs to. */
export function* findDeveloperIdentity(
  poolId: string,
  provider: string,
  subject: string,
): Unit<KnownIdentity | undefined> {
  const owner = yield* first(selectOwner, { identity_pool_id: poolId, provider, subject })
  return owner && (yield* readIdentity(poolId, owner.identity_id))
}

export type DeveloperMerge = 'merged' | 'sourceNotFound' | 'destinationNotFound' | 'clash'

/**
 * Gives all logins of the source user's identity to the destination user's, and disables the source. Both users
 * are the destination's from then on.
 */
export function* mergeDeveloperIdentities(
  poolId: string,
  provider: string,
  source: string,
  destination: string,
  now: number,
): Unit<{ outcome: DeveloperMerge; identityId: string }> {
  const from = yield* findDeveloperIdentity(poolId, provider, source)
  if (!from) return { outcome: 'sourceNotFound', identityId: '' }
  const to = yield* findDeveloperIdentity(poolId, provider, destination)
  if (!to) return { outcome: 'destinationNotFound', identityId: '' }
  if (from.id === to.id) return { outcome: 'merged', identityId: to.id }
  const publicProviders = [...from.logins, ...to.logins]
    .map(login => login.provider)
    .filter(name => name !== provider)
  if (new Set(publicProviders).size < publicProviders.length) return { outcome: 'clash', identityId: '' }
  yield* all(moveLogins, { identity_pool_id: poolId, from: from.id, to: to.id })
  yield* all(updateIdentity, { identity_pool_id: poolId, identity_id: from.id, enabled: 0, modified_at: now })
  yield* all(updateIdentity, { identity_pool_id: poolId, identity_id: to.id, enabled: 1, modified_at: now })
  return { outcome: 'merged', identityId: to.id }
}

/** Takes a developer's user from an identity; `false` when it is not the identity's. */
export function* unlinkDeveloperUser(
  poolId: string,
  identityId: string,
  provider: string,
  subject: string,
  now: number,
): Unit<boolean> {
  const owner = yield* findDeveloperIdentity(poolId, provider, subject)
  if (owner?.id !== identityId) return false
  yield* all(deleteLogin, { identity_pool_id: poolId, provider, subject })
  yield* all(updateIdentity, {
    identity_pool_id: poolId,
    identity_id: identityId,
    // With its last login an identity is out of reach.
    enabled: owner.logins.length > 1 ? 1 : 0,
    modified_at: now,
  })
  return true
}
