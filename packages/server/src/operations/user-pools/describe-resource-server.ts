import { describeResourceServer as describe, resourceServerNotFound } from '../../domain/resource-servers.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeResourceServer. */
export const describeResourceServer: UserPoolOperation<'DescribeResourceServer'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { Identifier } = input
  const row = await environment.engine.read(() => readResource(pool.id, 'resource-server', Identifier))
  if (!row) throw resourceServerNotFound(Identifier)
  return { ResourceServer: describe(pool.id, row) }
}
