import { describeGroup, type GroupBody, groupNotFound } from '../../domain/groups.ts'
import { resourceOf } from '../../domain/resource.ts'
import { changeResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateGroup: what is not given stays. */
export const updateGroup: UserPoolOperation<'UpdateGroup'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, GroupName, ...changes } = input
  const row = await environment.engine.write(() =>
    changeResource(pool.id, 'group', GroupName, environment.now(), stored =>
      JSON.stringify({ ...resourceOf<GroupBody>(stored).body, ...changes }),
    ),
  )
  if (!row) throw groupNotFound()
  return { Group: describeGroup(pool.id, row) }
}
