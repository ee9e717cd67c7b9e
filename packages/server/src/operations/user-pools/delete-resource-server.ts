import { resourceServerNotFound } from '../../domain/resource-servers.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteResourceServer. */
export const deleteResourceServer: UserPoolOperation<'DeleteResourceServer'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const deleted = await environment.engine.write(() =>
    deleteResource(pool.id, 'resource-server', input.Identifier),
  )
  if (!deleted) throw resourceServerNotFound(input.Identifier)
  return {}
}
