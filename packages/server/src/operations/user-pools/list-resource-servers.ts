import { describeResourceServer } from '../../domain/resource-servers.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListResourceServers. */
export const listResourceServers: UserPoolOperation<'ListResourceServers'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { limit: input.MaxResults ?? 50, token: input.NextToken },
    page => listResources(pool.id, 'resource-server', page),
    row => row.id,
  )
  return { ResourceServers: rows.map(row => describeResourceServer(pool.id, row)), ...next }
}
