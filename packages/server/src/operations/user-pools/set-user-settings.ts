import { authenticateBearer } from '../../domain/access-token.ts'
import { preferencesOfOptions } from '../../domain/mfa-options.ts'
import { setMfaPreference } from '../../domain/mfa-preference.ts'
import type { UserPoolOperation } from './load.ts'

/** SetUserSettings: the older form of SetUserMFAPreference, for SMS alone. */
export const setUserSettings: UserPoolOperation<'SetUserSettings'> = async (
  { environment },
  { AccessToken, MFAOptions },
) => {
  const { pool, user } = await authenticateBearer(environment, AccessToken)
  await setMfaPreference(environment, pool, user, preferencesOfOptions(MFAOptions))
  return {}
}
