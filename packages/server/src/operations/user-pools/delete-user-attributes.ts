import { authenticateBearer } from '../../domain/access-token.ts'
import { checkWritable } from '../../domain/attributes.ts'
import { removeAttributes } from '../../domain/remove-attributes.ts'
import type { UserPoolOperation } from './load.ts'

/** DeleteUserAttributes. */
export const deleteUserAttributes: UserPoolOperation<'DeleteUserAttributes'> = async (
  { environment },
  input,
) => {
  const { pool, client, user } = await authenticateBearer(environment, input.AccessToken)
  checkWritable(client, input.UserAttributeNames)
  await removeAttributes(environment, pool, user, input.UserAttributeNames)
  return {}
}
