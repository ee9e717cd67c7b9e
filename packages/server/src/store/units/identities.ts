import type { IdentityRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import type { KnownIdentity, Resolution, ResolutionRequest, ResolutionState } from './identity-state.ts'
import { moveLogins, selectOwner, updateIdentity } from './identity-statements.ts'

interface IdentityKey {
  identity_pool_id: string
  identity_id: string
  [name: string]: string
}

const selectDirectory = statement((database, p: { identity_id: string }) =>
  database
    .selectFrom('identity_directory')
    .select('identity_pool_id')
    .where('identity_id', '=', p.identity_id),
)
const insertDirectory = statement((database, p: IdentityKey) =>
  database
    .insertInto('identity_directory')
    .values({ identity_id: p.identity_id, identity_pool_id: p.identity_pool_id }),
)
const selectIdentity = statement((database, p: IdentityKey) =>
  database
    .selectFrom('identities')
    .selectAll()
    .where('identity_pool_id', '=', p.identity_pool_id)
    .where('identity_id', '=', p.identity_id),
)
const insertIdentity = statement(
  (
    database,
    p: {
      identity_pool_id: string
      identity_id: string
      enabled: number
      created_at: number
      modified_at: number
    },
  ) =>
    database.insertInto('identities').values({
      identity_pool_id: p.identity_pool_id,
      identity_id: p.identity_id,
      enabled: p.enabled,
      created_at: p.created_at,
      modified_at: p.modified_at,
    }),
)
const selectLogins = statement((database, p: IdentityKey) =>
  database
    .selectFrom('identity_logins')
    .select(['provider', 'subject'])
    .where('identity_pool_id', '=', p.identity_pool_id)
    .where('identity_id', '=', p.identity_id)
    .orderBy('provider'),
)
const insertLogin = statement(
  (database, p: { identity_pool_id: string; provider: string; subject: string; identity_id: string }) =>
    database.insertInto('identity_logins').values({
      identity_pool_id: p.identity_pool_id,
      provider: p.provider,
      subject: p.subject,
      identity_id: p.identity_id,
    }),
)

/** The identity pool of an identity. */
export function* findIdentityPool(identityId: string): Unit<string | undefined> {
  return (yield* first(selectDirectory, { identity_id: identityId }))?.identity_pool_id
}

export function* readIdentity(poolId: string, identityId: string): Unit<KnownIdentity | undefined> {
  const key = { identity_pool_id: poolId, identity_id: identityId }
  const row = yield* first(selectIdentity, key)
  return row ? yield* withLogins(row) : undefined
}

/** An identity's row with its logins. */
export function* withLogins(row: IdentityRow): Unit<KnownIdentity> {
  const { identity_pool_id, identity_id } = row
  return {
    id: identity_id,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    enabled: row.enabled === 1,
    logins: yield* all(selectLogins, { identity_pool_id, identity_id }),
  }
}

/** All that the decision which identity a call stands for depends on. */
export function* readResolutionState(poolId: string, request: ResolutionRequest): Unit<ResolutionState> {
  const named = request.identityId === undefined ? undefined : yield* readIdentity(poolId, request.identityId)
  const owners = new Map<string, KnownIdentity>()
  for (const { provider, subject } of request.logins) {
    const owner = yield* first(selectOwner, { identity_pool_id: poolId, provider, subject })
    const identity = owner ? yield* readIdentity(poolId, owner.identity_id) : undefined
    if (identity) owners.set(identity.id, identity)
  }
  return { named, owners: [...owners.values()] }
}

/**
 * Decides which identity a call stands for and makes it so, in one step: of two calls, one sees the other.
 *
 * @param decide a function of what is stored, which may be called again
 */
export function* settleIdentity(
  poolId: string,
  request: ResolutionRequest,
  now: number,
  decide: (state: ResolutionState, request: ResolutionRequest) => Resolution,
): Unit<Resolution> {
  const resolution = decide(yield* readResolutionState(poolId, request), request)
  if (resolution.kind === 'refused') return resolution
  const { identityId, creates, links, absorbs } = resolution
  const key = { identity_pool_id: poolId, identity_id: identityId }
  if (creates) {
    yield* all(insertIdentity, { ...key, enabled: 1, created_at: now, modified_at: now })
    yield* all(insertDirectory, key)
  }
  for (const absorbed of absorbs) {
    yield* all(moveLogins, { identity_pool_id: poolId, from: absorbed, to: identityId })
    yield* all(updateIdentity, {
      identity_pool_id: poolId,
      identity_id: absorbed,
      enabled: 0,
      modified_at: now,
    })
  }
  for (const { provider, subject } of links) yield* all(insertLogin, { ...key, provider, subject })
  if (!creates && links.length + absorbs.length > 0) {
    yield* all(updateIdentity, { ...key, enabled: 1, modified_at: now })
  }
  return resolution
}
