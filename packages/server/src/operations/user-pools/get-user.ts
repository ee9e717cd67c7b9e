import { authenticateBearer } from '../../domain/access-token.ts'
import { isReadable } from '../../domain/attributes.ts'
import { describeMfa } from '../../domain/mfa-preference.ts'
import { attributeList } from '../../domain/user.ts'
import type { UserPoolOperation } from './load.ts'

/** GetUser. */
export const getUser: UserPoolOperation<'GetUser'> = async ({ environment }, input) => {
  const { pool, client, user } = await authenticateBearer(environment, input.AccessToken)
  return {
    Username: user.username,
    UserAttributes: attributeList(user, name => isReadable(client, name)),
    ...describeMfa(pool, user),
  }
}
