import { groupNotFound } from '../../domain/groups.ts'
import { deleteGroup as deleteGroupUnit } from '../../store/units/groups.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteGroup: its members stay. */
export const deleteGroup: UserPoolOperation<'DeleteGroup'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const deleted = await environment.engine.write(() => deleteGroupUnit(pool.id, input.GroupName))
  if (!deleted) throw groupNotFound()
  return {}
}
