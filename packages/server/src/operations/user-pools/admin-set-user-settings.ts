import { preferencesOfOptions } from '../../domain/mfa-options.ts'
import { setMfaPreference } from '../../domain/mfa-preference.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminSetUserSettings: the older form of AdminSetUserMFAPreference, for SMS alone. */
export const adminSetUserSettings: UserPoolOperation<'AdminSetUserSettings'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await setMfaPreference(environment, pool, user, preferencesOfOptions(input.MFAOptions))
  return {}
}
