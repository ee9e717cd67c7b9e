import { describeGroup, groupNotFound } from '../../domain/groups.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetGroup. */
export const getGroup: UserPoolOperation<'GetGroup'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const row = await environment.engine.read(() => readResource(pool.id, 'group', input.GroupName))
  if (!row) throw groupNotFound()
  return { Group: describeGroup(pool.id, row) }
}
