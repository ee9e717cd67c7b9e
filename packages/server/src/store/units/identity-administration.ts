import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'
import { readIdentity, withLogins } from './identities.ts'
import type { IdentityLogin, KnownIdentity } from './identity-state.ts'
import { deleteLogin, updateIdentity } from './identity-statements.ts'
import type { Page } from './pools.ts'

const selectIdentities = statement(
  (database, p: { identity_pool_id: string; after: string; limit: number; least: number }) =>
    database
      .selectFrom('identities')
      .selectAll()
      .where('identity_pool_id', '=', p.identity_pool_id)
      .where('identity_id', '>', p.after)
      .where('enabled', '>=', p.least)
      .orderBy('identity_id')
      .limit(p.limit),
)
const deleteDirectory = statement((database, p: { identity_id: string }) =>
  database
    .deleteFrom('identity_directory')
    .where('identity_id', '=', p.identity_id)
    .returning('identity_pool_id'),
)
const deleteLogins = statement((database, p: { identity_pool_id: string; identity_id: string }) =>
  database
    .deleteFrom('identity_logins')
    .where('identity_pool_id', '=', p.identity_pool_id)
    .where('identity_id', '=', p.identity_id),
)
const deleteRow = statement((database, p: { identity_pool_id: string; identity_id: string }) =>
  database
    .deleteFrom('identities')
    .where('identity_pool_id', '=', p.identity_pool_id)
    .where('identity_id', '=', p.identity_id),
)

/** The identities of a pool, a page at a time. */
export function* listIdentityPage(poolId: string, page: Page, hideDisabled: boolean): Unit<KnownIdentity[]> {
  const rows = yield* all(selectIdentities, {
    identity_pool_id: poolId,
    after: page.after,
    limit: page.limit,
    least: hideDisabled ? 1 : 0,
  })
  const identities: KnownIdentity[] = []
  for (const row of rows) identities.push(yield* withLogins(row))
  return identities
}

/** Deletes an identity with its logins; their next use makes a new one. */
export function* deleteIdentity(identityId: string): Unit<void> {
  const entry = yield* first(deleteDirectory, { identity_id: identityId })
  if (!entry) return
  const key = { identity_pool_id: entry.identity_pool_id, identity_id: identityId }
  yield* all(deleteLogins, key)
  yield* all(deleteRow, key)
}

/**
 * Takes logins from an identity. With the last one gone, nobody gets at the identity any more.
 *
 * @param proven the caller's logins, of which the identity must have one
 * @param providers whose logins are taken away
 * @returns whether the caller could prove a login of the identity
 */
export function* unlinkLogins(
  poolId: string,
  identityId: string,
  proven: readonly IdentityLogin[],
  providers: readonly string[],
  now: number,
): Unit<boolean> {
  const identity = yield* readIdentity(poolId, identityId)
  const isProven = (login: IdentityLogin) =>
    proven.some(({ provider, subject }) => provider === login.provider && subject === login.subject)
  if (!identity?.logins.some(isProven)) return false
  const removed = identity.logins.filter(login => providers.includes(login.provider))
  if (removed.length === 0) return true
  for (const { provider, subject } of removed) {
    yield* all(deleteLogin, { identity_pool_id: poolId, provider, subject })
  }
  yield* all(updateIdentity, {
    identity_pool_id: poolId,
    identity_id: identityId,
    enabled: removed.length < identity.logins.length ? 1 : 0,
    modified_at: now,
  })
  return true
}
