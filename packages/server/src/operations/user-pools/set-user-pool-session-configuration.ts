import { allClients } from '../../domain/client-scope.ts'
import { newResource } from '../../domain/resource.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** SetUserPoolSessionConfiguration: kept and shown; sessions are tracked whatever it says. */
export const setUserPoolSessionConfiguration: UserPoolOperation<'SetUserPoolSessionConfiguration'> = async (
  { environment },
  { UserPoolId, ...body },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = newResource(pool.id, 'session-configuration', allClients, body, environment.now())
  await environment.engine.write(() => putResource(row))
  return { UserPoolId: pool.id, ...body }
}
