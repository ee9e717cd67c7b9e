import type {
  CodeRow,
  IdentityPoolRow,
  OAuthTransactionRow,
  PoolResourceRow,
  SessionRow,
  UserPoolRow,
  UserRow,
} from '../schema.ts'
import type { UserRecord } from '../units/users.ts'

/** A moment of this century: it has more digits than 32 bits hold. */
export const now = Date.UTC(2026, 10, 7, 8, 9, 5)

export const poolRow = (pool_id: string): UserPoolRow => ({
  pool_id,
  name: 'people',
  configuration: '{}',
  created_at: now,
  modified_at: now,
  session_limit: 0,
})

export const userRow = (sub: string, changes: Partial<UserRow> = {}): UserRow => ({
  pool_id: 'pool',
  sub,
  username: sub,
  status: 'CONFIRMED',
  enabled: 1,
  attributes: '{}',
  password: '',
  password_set_at: 0,
  settings: '{}',
  created_at: now,
  modified_at: now,
  version: 0,
  ...changes,
})

/** A user with a name, and an e-mail address to be found by. */
export const userRecord = (sub: string, name: string, email = `${name}@example.com`): UserRecord => ({
  row: userRow(sub, { username: name, attributes: JSON.stringify({ email }) }),
  names: [{ kind: 'username', value: name }],
  search: [{ attribute: 'email', value: email }],
})

export const codeRow = (sub: string, code_hash: string): CodeRow => ({
  pool_id: 'pool',
  sub,
  purpose: 'signUp',
  code_hash,
  destination: 'a@example.com',
  expires_at: now + 1000,
})

export const sessionRow = (session_id: string, sub = 'ada'): SessionRow => ({
  pool_id: 'pool',
  session_id,
  sub,
  client_id: 'client',
  scope: 'openid',
  device_key: '',
  origin: '',
  authenticated_at: now,
  expires_at: now + 3_600_000,
  revoked_at: 0,
  refresh_generation: 1,
  refresh_expires_at: now + 3_600_000,
  refresh_rotations: '',
})

export const transactionRow = (id_hash: string, kind = 'code'): OAuthTransactionRow => ({
  pool_id: 'pool',
  kind,
  id_hash,
  body: 'sealed',
  session_id: 'session',
  expires_at: now + 300_000,
  kept_until: now + 3_600_000,
  used_at: 0,
})

export const resourceRow = (kind: string, id: string, body = '{}'): PoolResourceRow => ({
  pool_id: 'pool',
  kind,
  id,
  body,
  created_at: now,
  modified_at: now,
})

export const identityPoolRow = (identity_pool_id: string): IdentityPoolRow => ({
  identity_pool_id,
  name: 'identities',
  configuration: '{}',
  roles: '{}',
  created_at: now,
  modified_at: now,
})
