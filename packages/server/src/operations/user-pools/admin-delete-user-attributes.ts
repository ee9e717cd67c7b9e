import { removeAttributes } from '../../domain/remove-attributes.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminDeleteUserAttributes. */
export const adminDeleteUserAttributes: UserPoolOperation<'AdminDeleteUserAttributes'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await removeAttributes(environment, pool, user, input.UserAttributeNames)
  return {}
}
