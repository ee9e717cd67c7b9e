import { groupNotFound } from '../../domain/groups.ts'
import { describeUser, userOf } from '../../domain/user.ts'
import { listGroupMembers } from '../../store/units/groups.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListUsersInGroup. */
export const listUsersInGroup: UserPoolOperation<'ListUsersInGroup'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const group = await environment.engine.read(() => readResource(pool.id, 'group', input.GroupName))
  if (!group) throw groupNotFound()
  const { rows, next } = await readPage(
    environment,
    { limit: input.Limit, token: input.NextToken },
    page => listGroupMembers(pool.id, input.GroupName, page),
    row => row.sub,
  )
  return { Users: rows.map(row => describeUser(userOf(row))), ...next }
}
