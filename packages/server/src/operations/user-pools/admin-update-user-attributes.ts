import { attributeRecord, checkAttributes } from '../../domain/attributes.ts'
import { changeAttributes } from '../../domain/change-attributes.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminUpdateUserAttributes. */
export const adminUpdateUserAttributes: UserPoolOperation<'AdminUpdateUserAttributes'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const changes = attributeRecord(input.UserAttributes)
  checkAttributes(pool, changes, user.attributes)
  const sender = { pool, clientId: '', clientMetadata: input.ClientMetadata }
  await changeAttributes(environment, sender, user, changes)
  return {}
}
