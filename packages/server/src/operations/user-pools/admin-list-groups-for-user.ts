import { describeGroup } from '../../domain/groups.ts'
import { listGroupsOfUser } from '../../store/units/groups.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** AdminListGroupsForUser. */
export const adminListGroupsForUser: UserPoolOperation<'AdminListGroupsForUser'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const { rows, next } = await readPage(
    environment,
    { limit: input.Limit, token: input.NextToken },
    function* ({ after, limit }) {
      // A user's groups are few: the page is cut here.
      const groups = yield* listGroupsOfUser(pool.id, user.sub)
      return groups.filter(group => group.id > after).slice(0, limit)
    },
    row => row.id,
  )
  return { Groups: rows.map(row => describeGroup(pool.id, row)), ...next }
}
