/**
 * The tables, once for both engines. Every key begins with the pool (or the identity pool), so that the rows of
 * a pool can live together on one node of a distributed engine; ids are random; times are milliseconds of the
 * application's clock; flags are 0 or 1; JSON and sealed values are text.
 */
export interface Database {
  user_pools: UserPoolRow
  pool_keys: PoolKeyRow
  user_pool_clients: UserPoolClientRow
  /** Calls name a client without its pool: this finds the pool. */
  client_pools: { client_id: string; pool_id: string }
  users: UserRow
  user_names: { pool_id: string; value: string; kind: string; sub: string }
  user_search: { pool_id: string; attribute: string; value: string; sub: string }
  codes: CodeRow
  attempts: AttemptRow
  spent: { pool_id: string; id: string; expires_at: number }
  sessions: SessionRow
  oauth_transactions: OAuthTransactionRow
  pool_resources: PoolResourceRow
  group_members: { pool_id: string; group_name: string; sub: string }
  /** Domains are unique over all pools, and a page is asked for by its domain: this finds the pool. */
  domain_pools: { domain: string; pool_id: string }
  identity_pools: IdentityPoolRow
  identities: IdentityRow
  /** Calls name an identity without its pool: this finds the pool. */
  identity_directory: { identity_id: string; identity_pool_id: string }
  identity_logins: { identity_pool_id: string; provider: string; subject: string; identity_id: string }
  schema_migrations: { name: string; applied_at: number }
}

export interface UserPoolRow {
  pool_id: string
  name: string
  /** What CreateUserPool and UpdateUserPool were given, with defaults, as JSON. */
  configuration: string
  created_at: number
  modified_at: number
  /** How many sessions with tokens a user may have at once, or 0 for any number. */
  session_limit: number
}

export interface PoolKeyRow {
  pool_id: string
  purpose: string
  key_id: string
  /** The private or secret key, sealed by the root key. */
  sealed: string
  /** The public JWK as JSON, or an empty text for a secret key. */
  public_jwk: string
  created_at: number
}

export interface UserPoolClientRow {
  pool_id: string
  client_id: string
  name: string
  configuration: string
  /** The client's secrets, each sealed by the pool's key, as a list in JSON. */
  sealed_secrets: string
  created_at: number
  modified_at: number
}

export interface UserRow {
  pool_id: string
  sub: string
  username: string
  status: string
  enabled: number
  /** Attributes by name, as JSON, without `sub`. */
  attributes: string
  /** Salt and verifier sealed by the pool's key, or an empty text when there is no password. */
  password: string
  password_set_at: number
  /** Everything else that belongs to one user and is never searched for (MFA preferences …), as JSON. */
  settings: string
  created_at: number
  modified_at: number
  /** Counts the changes of the row; the store does. */
  version: number
}

export interface CodeRow {
  pool_id: string
  sub: string
  purpose: string
  /** HMAC of the code under the pool's key: a plain hash of six digits could be reversed. */
  code_hash: string
  destination: string
  expires_at: number
}

export interface AttemptRow {
  pool_id: string
  subject: string
  failures: number
  first_at: number
  last_at: number
}

export interface SessionRow {
  pool_id: string
  /** The `origin_jti` claim of every token of this sign-in. */
  session_id: string
  sub: string
  client_id: string
  scope: string
  authenticated_at: number
  expires_at: number
  /** When it was revoked, or 0. */
  revoked_at: number
  /** The device that it was begun on, or an empty text. */
  device_key: string
  /** How it came to be, as JSON; an empty text for a sign-in through the API. */
  origin: string
  /** The number of the refresh token that is good, from 1; 0 for a session that has none. */
  refresh_generation: number
  /** When the refresh tokens of all generations expire, or 0. */
  refresh_expires_at: number
  /** When the latest generations were replaced, the newest last, as a list in JSON; an empty text for none. */
  refresh_rotations: string
}

/** What an exchange of OAuth leaves behind for minutes: a code, a sign-in that is under way … */
export interface OAuthTransactionRow {
  pool_id: string
  /** Such as `code`. */
  kind: string
  /** SHA-256 of the value that the other side holds. */
  id_hash: string
  /** Its members as JSON, sealed by the pool's key. */
  body: string
  /** The session of the tokens that it gave or will give, or an empty text. */
  session_id: string
  /** From when on it counts for nothing. */
  expires_at: number
  /** Until when its row is kept, so that a second use is noticed. */
  kept_until: number
  /** When it was used, or 0. */
  used_at: number
}

/** What belongs to a pool, is few, and is found by its name alone: groups, providers, resource servers … */
export interface PoolResourceRow {
  pool_id: string
  /** Such as `group`. */
  kind: string
  id: string
  /** Its members as JSON, sensitive ones sealed. */
  body: string
  created_at: number
  modified_at: number
}

export interface IdentityPoolRow {
  identity_pool_id: string
  name: string
  configuration: string
  /** Roles and role mappings of SetIdentityPoolRoles, as JSON. */
  roles: string
  created_at: number
  modified_at: number
}

export interface IdentityRow {
  identity_pool_id: string
  identity_id: string
  enabled: number
  created_at: number
  modified_at: number
}
