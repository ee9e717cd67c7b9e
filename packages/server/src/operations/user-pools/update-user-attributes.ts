import { authenticateBearer } from '../../domain/access-token.ts'
import { attributeRecord, checkAttributes, checkWritable } from '../../domain/attributes.ts'
import { changeAttributes } from '../../domain/change-attributes.ts'
import type { UserPoolOperation } from './load.ts'

/** UpdateUserAttributes. */
export const updateUserAttributes: UserPoolOperation<'UpdateUserAttributes'> = async (
  { environment },
  input,
) => {
  const { pool, client, user } = await authenticateBearer(environment, input.AccessToken)
  const changes = attributeRecord(input.UserAttributes)
  checkWritable(client, Object.keys(changes))
  checkAttributes(pool, changes, user.attributes)
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  return { CodeDeliveryDetailsList: await changeAttributes(environment, sender, user, changes) }
}
