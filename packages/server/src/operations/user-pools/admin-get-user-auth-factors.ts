import { describeFactors } from '../../domain/configured-factors.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminGetUserAuthFactors. */
export const adminGetUserAuthFactors: UserPoolOperation<'AdminGetUserAuthFactors'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  return describeFactors(pool, user)
}
