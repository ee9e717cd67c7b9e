import type { GroupType } from '@latchkey/protocol/user-pools'
import type { PoolResourceRow } from '../store/schema.ts'
import type { Unit } from '../store/unit.ts'
import { listGroupsOfUser } from '../store/units/groups.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** What a group was created with, without its name. */
export interface GroupBody {
  readonly Description?: string | undefined
  readonly Precedence?: number | undefined
  readonly RoleArn?: string | undefined
}

/** A group as tokens see it. */
export interface UserGroup {
  readonly name: string
  /** Zero is the strongest; absent is weaker than every number. */
  readonly precedence?: number
  readonly roleArn?: string
}

/** How many groups a user may be in (Cognito's quota). */
export const groupsPerUser = 100

export const groupNotFound = () => resourceNotFound('Group not found.')

/** A group as the operations describe one. */
export function describeGroup(poolId: string, row: PoolResourceRow): GroupType {
  const { id, body, createdAt, modifiedAt }: Resource<GroupBody> = resourceOf(row)
  return {
    GroupName: id,
    UserPoolId: poolId,
    ...body,
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  }
}

/**
 * The groups of a user in the order of the `cognito:groups` claim: by precedence, those without one last, and
 * by name among equals.
 */
export function* groupsOfUser(poolId: string, sub: string): Unit<UserGroup[]> {
  const groups = (yield* listGroupsOfUser(poolId, sub)).map((row): UserGroup => {
    const { id, body }: Resource<GroupBody> = resourceOf(row)
    return {
      name: id,
      ...(body.Precedence === undefined ? {} : { precedence: body.Precedence }),
      ...(body.RoleArn === undefined ? {} : { roleArn: body.RoleArn }),
    }
  })
  const rank = ({ precedence = Number.POSITIVE_INFINITY }: UserGroup) => precedence
  return groups.sort((one, other) => {
    if (rank(one) !== rank(other)) return rank(one) - rank(other)
    return one.name < other.name ? -1 : 1
  })
}
