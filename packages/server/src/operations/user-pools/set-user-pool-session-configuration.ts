import { allClients } from '../../domain/client-scope.ts'
import { newResource } from '../../domain/resource.ts'
import { sessionLimitOf } from '../../domain/session-configuration.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { limitSessions } from '../../store/units/pools.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** SetUserPoolSessionConfiguration: sessions can be listed whatever it says; its limit holds while it is enabled. */
export const setUserPoolSessionConfiguration: UserPoolOperation<'SetUserPoolSessionConfiguration'> = async (
  { environment },
  { UserPoolId, ...body },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = newResource(pool.id, 'session-configuration', allClients, body, environment.now())
  await environment.engine.write(function* () {
    yield* putResource(row)
    yield* limitSessions(pool.id, sessionLimitOf(body))
  })
  return { UserPoolId: pool.id, ...body }
}
