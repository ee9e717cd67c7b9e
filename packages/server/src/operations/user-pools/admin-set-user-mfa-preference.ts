import { setMfaPreference } from '../../domain/mfa-preference.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminSetUserMFAPreference. */
export const adminSetUserMfaPreference: UserPoolOperation<'AdminSetUserMFAPreference'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await setMfaPreference(environment, pool, user, input, 'administrator')
  return {}
}
