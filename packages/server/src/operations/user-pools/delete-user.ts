import { authenticateBearer } from '../../domain/access-token.ts'
import { deleteUser as deleteUserUnit } from '../../store/units/users.ts'
import type { UserPoolOperation } from './load.ts'

/** DeleteUser: a person deletes the own account. */
export const deleteUser: UserPoolOperation<'DeleteUser'> = async ({ environment }, input) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  await environment.engine.write(() => deleteUserUnit(pool.id, user.sub))
  return {}
}
