import { ServiceError } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'

/**
 * What is kept among a pool's resources: the kind says which, the body is what the operations were given.
 * Kinds that are shown by a group of operations are named here once.
 */
export type ResourceKind =
  | 'group'
  | 'resource-server'
  | 'identity-provider'
  /** An alternative identifier of a provider; its body names the provider. */
  | 'identity-provider-identifier'
  | 'domain'
  | 'ui-customization'
  | 'managed-login-branding'
  /** The one style of a client; its body names the branding. */
  | 'managed-login-branding-client'
  | 'risk-configuration'
  | 'log-delivery'
  | 'terms'
  /** The terms of a client under a name; its body names them. */
  | 'terms-client'
  | 'client-secret'
  | 'replica'
  | 'session-configuration'
  | 'provisioned-limit'
  | 'import-job'
  | 'import-file'
  | 'auth-event-feedback'
  | 'signing-certificate'

/** A row of resources, read. */
export interface Resource<Body> {
  readonly id: string
  readonly body: Body
  /** Milliseconds. */
  readonly createdAt: number
  /** Milliseconds. */
  readonly modifiedAt: number
}

export function resourceOf<Body>(row: PoolResourceRow): Resource<Body> {
  return {
    id: row.id,
    body: JSON.parse(row.body) as Body,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}

/** A new resource as the store takes it. */
export function newResource(
  poolId: string,
  kind: ResourceKind,
  id: string,
  body: unknown,
  now: number,
): PoolResourceRow {
  return { pool_id: poolId, kind, id, body: JSON.stringify(body), created_at: now, modified_at: now }
}

/** What there is none of. */
export function resourceNotFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message)
}

/** A quota of Amazon's that holds here too. */
export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message)
}

/** What is shown as the version of something that changed at a time: its seconds as digits, such as `20261107080905`. */
export function versionOf(modifiedAt: number): string {
  return new Date(modifiedAt).toISOString().slice(0, 19).replace(/\D/g, '')
}
