import type { AttributeType, UserType } from '@latchkey/protocol/user-pools'
import type { UserRow } from '../store/schema.ts'
import type { SearchEntry, UserName, UserRecord } from '../store/units/users.ts'
import type { HashAlgorithm } from './imported-password.ts'
import { identitiesOf, identityNameKind } from './linked-identities.ts'
import { foldName, type UserPool } from './user-pool.ts'

export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'RESET_REQUIRED'
  | 'EXTERNAL_PROVIDER'

export type MfaType = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

/** An authenticator app that proved to have the secret. */
export interface TotpRegistration {
  /** Sealed by the pool's key. */
  readonly secret: string
  /** The last time step whose code was taken, which no code may reach again. */
  readonly lastStep: number
  readonly deviceName?: string
}

/** A passkey (WebAuthn credential). */
export interface Passkey {
  /** Base64url. */
  readonly id: string
  /** COSE key in base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly attachment: string
  readonly relyingPartyId: string
  /** Milliseconds. */
  readonly createdAt: number
}

/** What belongs to a user and is never searched for. */
export interface UserSettings {
  /** What the user chose for each second factor; a factor that is not named was never chosen. */
  readonly mfa?: Readonly<Partial<Record<MfaType, boolean>>>
  readonly preferredMfa?: MfaType
  readonly totp?: TotpRegistration
  /** The sealed secret of an authenticator app that has not proven to have it yet. */
  readonly pendingTotp?: string
  readonly passkeys?: readonly Passkey[]
  /** The challenge of a passkey that is being made. */
  readonly pendingPasskey?: { readonly challenge: string; readonly expiresAt: number }
  /** When a temporary password stops working, in milliseconds. */
  readonly temporaryPasswordExpiresAt?: number
  /** Earlier passwords, sealed as the present one, the newest first; only where the pool has a history. */
  readonly passwordHistory?: readonly string[]
  /** The sealed hash of a password that was imported: the first sign-in with it makes a verifier of it. */
  readonly importedPassword?: { readonly algorithm: HashAlgorithm; readonly sealed: string }
  /** A new address that waits for its verification, where the pool asks for that before an update. */
  readonly pending?: Readonly<Record<string, string>>
}

export interface User {
  readonly poolId: string
  readonly sub: string
  /** The real user name: what the person chose, or the `sub` where an e-mail or phone number is the name. */
  readonly username: string
  readonly status: UserStatus
  readonly enabled: boolean
  /** By name, without `sub`. */
  readonly attributes: Readonly<Record<string, string>>
  /** Salt and verifier, sealed; empty when there is no password. */
  readonly password: string
  readonly passwordSetAt: number
  readonly settings: UserSettings
  readonly createdAt: number
  readonly modifiedAt: number
  /** Counts the changes of the stored user, its groups aside; absent in one that is to be stored. */
  readonly version?: number
  /** How many groups the user is in, where the store was asked for it as well. */
  readonly groupCount?: number | undefined
}

export function userOf(row: UserRow & { readonly group_count?: number }): User {
  return {
    poolId: row.pool_id,
    sub: row.sub,
    username: row.username,
    status: row.status as UserStatus,
    enabled: row.enabled === 1,
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    password: row.password,
    passwordSetAt: row.password_set_at,
    settings: JSON.parse(row.settings) as UserSettings,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    version: row.version,
    ...(row.group_count === undefined ? {} : { groupCount: row.group_count }),
  }
}

/** A user as the store takes it: the row, the names that lead to it, and what ListUsers finds it by. */
export function recordOf(pool: UserPool, user: User): UserRecord {
  return {
    row: {
      pool_id: user.poolId,
      sub: user.sub,
      username: user.username,
      status: user.status,
      enabled: user.enabled ? 1 : 0,
      attributes: JSON.stringify(user.attributes),
      password: user.password,
      password_set_at: user.passwordSetAt,
      settings: JSON.stringify(user.settings),
      created_at: user.createdAt,
      modified_at: user.modifiedAt,
      version: user.version ?? 0,
    },
    names: namesOf(pool, user),
    search: searchOf(pool, user),
  }
}

const nameKinds = ['username', 'email', 'phone_number', 'preferred_username'] as const

/** The kinds of name that a person may type in this pool, the strongest first. */
export function nameKindsOf({ configuration }: UserPool): readonly string[] {
  const others = [...(configuration.UsernameAttributes ?? []), ...(configuration.AliasAttributes ?? [])]
  return nameKinds.filter(kind => kind === 'username' || others.includes(kind))
}

/** The names by which a user can be found: a name attribute always, an alias once verified, its identities. */
function namesOf(pool: UserPool, user: User): UserName[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.configuration
  const names: UserName[] = [{ kind: 'username', value: foldName(pool, user.username) }]
  // Who comes from a provider has no name here but that: an address that the provider tells takes none away.
  const kinds = user.status === 'EXTERNAL_PROVIDER' ? [] : nameKinds
  for (const kind of kinds) {
    const value = user.attributes[kind]
    if (!value || kind === 'username') continue
    const isName = UsernameAttributes.some(attribute => attribute === kind)
    const isAlias = AliasAttributes.some(attribute => attribute === kind)
    const usable =
      kind === 'preferred_username' ||
      (user.status !== 'UNCONFIRMED' && user.attributes[`${kind}_verified`] === 'true')
    if (isName || (isAlias && usable)) names.push({ kind, value: foldName(pool, value) })
  }
  for (const { providerName, userId } of identitiesOf(user.attributes)) {
    names.push({ kind: identityNameKind(providerName), value: userId })
  }
  return names
}

/** The attributes that ListUsers can search, by exact value and by prefix. */
export const searchableAttributes = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
] as const

/** The form in which a value is searched: names and addresses as the pool folds names. */
export function searchValue(pool: UserPool, attribute: string, value: string): string {
  return ['username', 'email', 'preferred_username'].includes(attribute) ? foldName(pool, value) : value
}

function searchOf(pool: UserPool, user: User): SearchEntry[] {
  return searchableAttributes.flatMap(attribute => {
    const value = attribute === 'username' ? user.username : user.attributes[attribute]
    return value ? [{ attribute, value: searchValue(pool, attribute, value) }] : []
  })
}

/** All attributes, `sub` first, in the form of the wire. */
export function attributeList(user: User, readable?: (name: string) => boolean): AttributeType[] {
  const list = [{ Name: 'sub', Value: user.sub }]
  for (const [Name, Value] of Object.entries(user.attributes)) {
    if (!readable || readable(Name)) list.push({ Name, Value })
  }
  return list
}

/** A user as the administrator's operations describe one. */
export function describeUser(user: User): UserType {
  return {
    Username: user.username,
    Attributes: attributeList(user),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}
