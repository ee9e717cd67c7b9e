import { deleteClientResources } from '../../domain/client-resources.ts'
import { errors } from '../../errors.ts'
import { deleteClient } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPoolClient: with all that was set for that client alone. */
export const deleteUserPoolClient: UserPoolOperation<'DeleteUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  await environment.engine.write(function* () {
    if (!(yield* deleteClient(pool.id, input.ClientId))) throw errors.clientNotFound(input.ClientId)
    yield* deleteClientResources(pool.id, input.ClientId)
  })
  return {}
}
