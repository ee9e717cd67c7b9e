import { groupNotFound } from '../../domain/groups.ts'
import { removeGroupMember } from '../../store/units/groups.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminRemoveUserFromGroup: who is no member stays none. */
export const adminRemoveUserFromGroup: UserPoolOperation<'AdminRemoveUserFromGroup'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const removed = await environment.engine.write(() => removeGroupMember(pool.id, input.GroupName, user.sub))
  if (!removed) throw groupNotFound()
  return {}
}
