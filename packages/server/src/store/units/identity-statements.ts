import { statement } from '../statement.ts'

/** Enables or disables an identity. */
export const updateIdentity = statement(
  (database, p: { identity_pool_id: string; identity_id: string; enabled: number; modified_at: number }) =>
    database
      .updateTable('identities')
      .set({ enabled: p.enabled, modified_at: p.modified_at })
      .where('identity_pool_id', '=', p.identity_pool_id)
      .where('identity_id', '=', p.identity_id),
)

/** The identity that a login belongs to. */
export const selectOwner = statement(
  (database, p: { identity_pool_id: string; provider: string; subject: string }) =>
    database
      .selectFrom('identity_logins')
      .select('identity_id')
      .where('identity_pool_id', '=', p.identity_pool_id)
      .where('provider', '=', p.provider)
      .where('subject', '=', p.subject),
)

/** Gives all logins of one identity to another. */
export const moveLogins = statement((database, p: { identity_pool_id: string; from: string; to: string }) =>
  database
    .updateTable('identity_logins')
    .set({ identity_id: p.to })
    .where('identity_pool_id', '=', p.identity_pool_id)
    .where('identity_id', '=', p.from),
)

/** Takes one login away. */
export const deleteLogin = statement(
  (database, p: { identity_pool_id: string; provider: string; subject: string }) =>
    database
      .deleteFrom('identity_logins')
      .where('identity_pool_id', '=', p.identity_pool_id)
      .where('provider', '=', p.provider)
      .where('subject', '=', p.subject),
)
