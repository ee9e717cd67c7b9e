import { describeGroup } from '../../domain/groups.ts'
import { newResource } from '../../domain/resource.ts'
import { ServiceError } from '../../errors.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** CreateGroup. */
export const createGroup: UserPoolOperation<'CreateGroup'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId: _, GroupName, ...body } = input
  const row = newResource(pool.id, 'group', GroupName, body, environment.now())
  if (!(await environment.engine.write(() => createResource(row)))) {
    throw new ServiceError('GroupExistsException', 'A group with the name already exists.')
  }
  return { Group: describeGroup(pool.id, row) }
}
