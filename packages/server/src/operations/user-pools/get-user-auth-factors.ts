import { authenticateBearer } from '../../domain/access-token.ts'
import { describeFactors } from '../../domain/configured-factors.ts'
import type { UserPoolOperation } from './load.ts'

/** GetUserAuthFactors: what the user could sign in with. */
export const getUserAuthFactors: UserPoolOperation<'GetUserAuthFactors'> = async ({ environment }, input) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  return describeFactors(pool, user)
}
