import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  SchemaAttributeType,
  SetUserPoolMfaConfigRequest,
} from '@latchkey/protocol/user-pools'
import type { UserPoolClientRow, UserPoolRow } from '../store/schema.ts'
import { frozenJson, oncePerObject } from './once-per-object.ts'
import { standardAttributes } from './standard-attributes.ts'

/** What a pool was configured with: the members of CreateUserPool, UpdateUserPool and SetUserPoolMfaConfig. */
export type UserPoolConfiguration = Omit<CreateUserPoolRequest, 'PoolName'> &
  Omit<SetUserPoolMfaConfigRequest, 'UserPoolId'>

export interface UserPool {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly configuration: UserPoolConfiguration
  /** How many sessions with tokens a user may have at once, or 0 for any number. */
  readonly sessionLimit: number
}

/** What a client was configured with: the members of CreateUserPoolClient. */
export type ClientConfiguration = Omit<
  CreateUserPoolClientRequest,
  'UserPoolId' | 'ClientName' | 'GenerateSecret' | 'ClientSecret'
>

/** A client secret at rest. */
export interface SealedClientSecret {
  /** The client's id, two hyphens and when the secret was added. */
  readonly id: string
  /** Milliseconds. */
  readonly addedAt: number
  readonly sealed: string
}

export interface UserPoolClient {
  readonly id: string
  readonly poolId: string
  readonly name: string
  readonly createdAt: number
  readonly modifiedAt: number
  /** The client secrets, sealed, the oldest first; none for a public client. */
  readonly secrets: readonly SealedClientSecret[]
  readonly configuration: ClientConfiguration
}

export const poolOf = oncePerObject((row: UserPoolRow): UserPool => {
  return {
    id: row.pool_id,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    configuration: frozenJson(row.configuration) as UserPoolConfiguration,
    sessionLimit: row.session_limit,
  }
})

export const clientOf = oncePerObject((row: UserPoolClientRow): UserPoolClient => {
  return {
    id: row.client_id,
    poolId: row.pool_id,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    secrets: frozenJson(row.sealed_secrets) as SealedClientSecret[],
    configuration: frozenJson(row.configuration) as ClientConfiguration,
  }
})

/** Whether user names that differ in case alone are different names. New pools: no. */
export function isCaseSensitive(pool: UserPool): boolean {
  return pool.configuration.UsernameConfiguration?.CaseSensitive ?? false
}

/** The form of a name under which it is unique in its pool. */
export function foldName(pool: UserPool, name: string): string {
  const normalized = name.normalize('NFC')
  return isCaseSensitive(pool) ? normalized : normalized.toLowerCase()
}

/** The pool's schema by attribute name: the standard attributes, as changed by the pool, and custom ones. */
export const schemaOf = oncePerObject((pool: UserPool): ReadonlyMap<string, SchemaAttributeType> => {
  const schema = new Map(standardAttributes.map(attribute => [attribute.Name ?? '', attribute]))
  for (const attribute of pool.configuration.Schema ?? []) {
    const name = attribute.Name ?? ''
    const standard = schema.get(name)
    if (standard) schema.set(name, { ...standard, ...attribute })
    else {
      const custom = name.startsWith('custom:') || name.startsWith('dev:') ? name : customName(attribute)
      schema.set(custom, {
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        ...noConstraints(attribute),
        ...attribute,
        Name: custom,
      })
    }
  }
  return schema
})

/** A custom attribute without constraints shows empty ones of its type. */
function noConstraints({ AttributeDataType = 'String' }: SchemaAttributeType): Partial<SchemaAttributeType> {
  if (AttributeDataType === 'String') return { StringAttributeConstraints: {} }
  return AttributeDataType === 'Number' ? { NumberAttributeConstraints: {} } : {}
}

function customName(attribute: SchemaAttributeType): string {
  return attribute.DeveloperOnlyAttribute ? `dev:custom:${attribute.Name}` : `custom:${attribute.Name}`
}

/** Milliseconds in the units of TokenValidityUnits. */
const unitMilliseconds = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

export interface TokenLifetimes {
  readonly access: number
  readonly id: number
  readonly refresh: number
}

/** How long a client's tokens live, in milliseconds. */
export function tokenLifetimes({ configuration }: UserPoolClient): TokenLifetimes {
  const { TokenValidityUnits: units = {} } = configuration
  const { AccessTokenValidity: access, IdTokenValidity: id } = configuration
  // Zero stands for the default, which the service model gives it.
  const refresh = configuration.RefreshTokenValidity || undefined
  return {
    access: access === undefined ? 3_600_000 : access * unitMilliseconds[units.AccessToken ?? 'hours'],
    id: id === undefined ? 3_600_000 : id * unitMilliseconds[units.IdToken ?? 'hours'],
    refresh:
      (refresh ?? 30) * unitMilliseconds[refresh === undefined ? 'days' : (units.RefreshToken ?? 'days')],
  }
}

/** How long a challenge session lives, in milliseconds. */
export function sessionLifetime(client: UserPoolClient): number {
  return (client.configuration.AuthSessionValidity ?? 3) * 60_000
}

/** Whether answers hide which users exist. */
export function hidesUsers(client: UserPoolClient): boolean {
  return client.configuration.PreventUserExistenceErrors === 'ENABLED'
}

/** Whether the client's tokens can be revoked, and so carry `origin_jti`. New clients: yes. */
export function allowsRevocation(client: UserPoolClient): boolean {
  return client.configuration.EnableTokenRevocation ?? true
}
