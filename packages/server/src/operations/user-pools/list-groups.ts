import { describeGroup } from '../../domain/groups.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListGroups. */
export const listGroups: UserPoolOperation<'ListGroups'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { limit: input.Limit, token: input.NextToken },
    page => listResources(pool.id, 'group', page),
    row => row.id,
  )
  return { Groups: rows.map(row => describeGroup(pool.id, row)), ...next }
}
