import type { PoolResourceRow, UserRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, type Unit } from '../unit.ts'
import { deleteResource, readResource } from './pool-resources.ts'
import type { Page } from './pools.ts'

/** The kind under which groups are kept among the pool's resources. */
export const groupKind = 'group'

type Membership = { pool_id: string; group_name: string; sub: string }

const insertMember = statement((database, p: Membership) =>
  database
    .insertInto('group_members')
    .values({ pool_id: p.pool_id, group_name: p.group_name, sub: p.sub })
    .onConflict(conflict => conflict.columns(['pool_id', 'group_name', 'sub']).doNothing()),
)
const deleteMember = statement((database, p: Membership) =>
  database
    .deleteFrom('group_members')
    .where('pool_id', '=', p.pool_id)
    .where('group_name', '=', p.group_name)
    .where('sub', '=', p.sub),
)
const deleteMembers = statement((database, p: { pool_id: string; group_name: string }) =>
  database
    .deleteFrom('group_members')
    .where('pool_id', '=', p.pool_id)
    .where('group_name', '=', p.group_name),
)
const selectGroupsOf = statement((database, p: { pool_id: string; sub: string }) =>
  database
    .selectFrom('group_members')
    .innerJoin('pool_resources', join =>
      join
        .onRef('pool_resources.pool_id', '=', 'group_members.pool_id')
        .onRef('pool_resources.id', '=', 'group_members.group_name'),
    )
    .selectAll('pool_resources')
    .where('group_members.pool_id', '=', p.pool_id)
    .where('group_members.sub', '=', p.sub)
    .where('pool_resources.kind', '=', groupKind)
    .orderBy('pool_resources.id'),
)
const selectMembers = statement(
  (database, p: { pool_id: string; group_name: string; after: string; limit: number }) =>
    database
      .selectFrom('group_members')
      .innerJoin('users', join =>
        join
          .onRef('users.pool_id', '=', 'group_members.pool_id')
          .onRef('users.sub', '=', 'group_members.sub'),
      )
      .selectAll('users')
      .where('group_members.pool_id', '=', p.pool_id)
      .where('group_members.group_name', '=', p.group_name)
      .where('group_members.sub', '>', p.after)
      .orderBy('group_members.sub')
      .limit(p.limit),
)

/** Puts a user into a group; `false` when there is no such group. */
export function* addGroupMember(poolId: string, groupName: string, sub: string): Unit<boolean> {
  if (!(yield* readResource(poolId, groupKind, groupName))) return false
  yield* all(insertMember, { pool_id: poolId, group_name: groupName, sub })
  return true
}

/** Takes a user out of a group; `false` when there is no such group. */
export function* removeGroupMember(poolId: string, groupName: string, sub: string): Unit<boolean> {
  if (!(yield* readResource(poolId, groupKind, groupName))) return false
  yield* all(deleteMember, { pool_id: poolId, group_name: groupName, sub })
  return true
}

/** Deletes a group with its memberships, not with its members; `false` when there is none. */
export function* deleteGroup(poolId: string, groupName: string): Unit<boolean> {
  if (!(yield* deleteResource(poolId, groupKind, groupName))) return false
  yield* all(deleteMembers, { pool_id: poolId, group_name: groupName })
  return true
}

/** All groups of a user, by name. */
export function* listGroupsOfUser(poolId: string, sub: string): Unit<PoolResourceRow[]> {
  return yield* all(selectGroupsOf, { pool_id: poolId, sub })
}

/** How many groups a user is in already, without the one given. */
export function* countOtherGroups(poolId: string, sub: string, groupName: string): Unit<number> {
  const groups = yield* all(selectGroupsOf, { pool_id: poolId, sub })
  return groups.filter(group => group.id !== groupName).length
}

/** The members of a group, in the order of their subs. */
export function* listGroupMembers(poolId: string, groupName: string, page: Page): Unit<UserRow[]> {
  return yield* all(selectMembers, {
    pool_id: poolId,
    group_name: groupName,
    after: page.after,
    limit: page.limit,
  })
}
