import { errors } from '../../errors.ts'
import { deleteClient } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPoolClient. */
export const deleteUserPoolClient: UserPoolOperation<'DeleteUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const deleted = await environment.engine.write(() => deleteClient(pool.id, input.ClientId))
  if (!deleted) throw errors.clientNotFound(input.ClientId)
  return {}
}
