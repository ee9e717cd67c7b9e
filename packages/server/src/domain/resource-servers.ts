import type { ResourceServerScopeType, ResourceServerType } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** What a resource server was given, without its identifier. */
export interface ResourceServerBody {
  readonly Name: string
  readonly Scopes: ResourceServerScopeType[]
}

export const resourceServerNotFound = (identifier: string) =>
  resourceNotFound(`Resource server ${identifier} does not exist.`)

/** A resource server as the operations describe one. */
export function describeResourceServer(poolId: string, row: PoolResourceRow): ResourceServerType {
  const { id, body }: Resource<ResourceServerBody> = resourceOf(row)
  return { UserPoolId: poolId, Identifier: id, ...body }
}

/** The scopes of a resource server, each name once. @throws ServiceError `InvalidParameterException` */
export function checkScopes(scopes: ResourceServerScopeType[] | undefined): ResourceServerScopeType[] {
  const names = new Set<string>()
  for (const { ScopeName } of scopes ?? []) {
    if (names.has(ScopeName)) throw errors.invalidParameter(`The scope ${ScopeName} is named twice.`)
    names.add(ScopeName)
  }
  return scopes ?? []
}
