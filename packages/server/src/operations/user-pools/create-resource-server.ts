import { newResource } from '../../domain/resource.ts'
import { checkScopes, describeResourceServer } from '../../domain/resource-servers.ts'
import { errors } from '../../errors.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** CreateResourceServer. */
export const createResourceServer: UserPoolOperation<'CreateResourceServer'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const body = { Name: input.Name, Scopes: checkScopes(input.Scopes) }
  const row = newResource(pool.id, 'resource-server', input.Identifier, body, environment.now())
  if (!(await environment.engine.write(() => createResource(row)))) {
    throw errors.invalidParameter(`${input.Identifier} already exists in user pool ${pool.id}.`)
  }
  return { ResourceServer: describeResourceServer(pool.id, row) }
}
