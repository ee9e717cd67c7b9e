import { describeUser } from '../../domain/user.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminGetUser. */
export const adminGetUser: UserPoolOperation<'AdminGetUser'> = async ({ environment }, input) => {
  const { user } = await loadPoolAndUser(environment, input)
  const { Attributes, ...description } = describeUser(user)
  return { ...description, Username: user.username, UserAttributes: Attributes }
}
