import { describeMfa } from '../../domain/mfa-preference.ts'
import { describeUser } from '../../domain/user.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminGetUser. */
export const adminGetUser: UserPoolOperation<'AdminGetUser'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const { Attributes, ...description } = describeUser(user)
  return { ...description, Username: user.username, UserAttributes: Attributes, ...describeMfa(pool, user) }
}
