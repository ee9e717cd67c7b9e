import { groupNotFound, groupsPerUser } from '../../domain/groups.ts'
import { errors } from '../../errors.ts'
import { addGroupMember, countOtherGroups } from '../../store/units/groups.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminAddUserToGroup: a member who is added again stays one. */
export const adminAddUserToGroup: UserPoolOperation<'AdminAddUserToGroup'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const added = await environment.engine.write(function* () {
    if ((yield* countOtherGroups(pool.id, user.sub, input.GroupName)) >= groupsPerUser) {
      throw errors.invalidParameter(`A user can be in at most ${groupsPerUser} groups.`)
    }
    return yield* addGroupMember(pool.id, input.GroupName, user.sub)
  })
  if (!added) throw groupNotFound()
  return {}
}
