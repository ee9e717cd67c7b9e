import { allClients, clientScope } from '../../domain/client-scope.ts'
import { describeUiCustomization } from '../../domain/ui-customization.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetUICustomization: the client's own, or else that of all clients, or else an empty one. */
export const getUiCustomization: UserPoolOperation<'GetUICustomization'> = async (
  { environment },
  { UserPoolId, ClientId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const scope = await clientScope(environment, pool, ClientId)
  const row = await environment.engine.read(function* () {
    const own = yield* readResource(pool.id, 'ui-customization', scope)
    return own ?? (yield* readResource(pool.id, 'ui-customization', allClients))
  })
  return { UICustomization: row ? describeUiCustomization(row) : {} }
}
