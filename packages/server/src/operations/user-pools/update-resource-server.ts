import { checkScopes, describeResourceServer, resourceServerNotFound } from '../../domain/resource-servers.ts'
import { changeResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateResourceServer: scopes that are not given are gone, as at Amazon. */
export const updateResourceServer: UserPoolOperation<'UpdateResourceServer'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const body = JSON.stringify({ Name: input.Name, Scopes: checkScopes(input.Scopes) })
  const row = await environment.engine.write(() =>
    changeResource(pool.id, 'resource-server', input.Identifier, environment.now(), () => body),
  )
  if (!row) throw resourceServerNotFound(input.Identifier)
  return { ResourceServer: describeResourceServer(pool.id, row) }
}
