import { authenticateBearer } from '../../domain/access-token.ts'
import { setMfaPreference } from '../../domain/mfa-preference.ts'
import type { UserPoolOperation } from './load.ts'

/** SetUserMFAPreference. */
export const setUserMfaPreference: UserPoolOperation<'SetUserMFAPreference'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  await setMfaPreference(environment, pool, user, input)
  return {}
}
