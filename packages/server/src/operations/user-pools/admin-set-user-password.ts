import { alterUser } from '../../domain/alter-user.ts'
import { checkPasswordPolicy, sealPassword } from '../../domain/password.ts'
import { withPassword } from '../../domain/password-history.ts'
import { temporaryPasswordExpiry } from '../../domain/temporary-password.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminSetUserPassword: permanent, or temporary until the user sets another. The history does not bind administrators. */
export const adminSetUserPassword: UserPoolOperation<'AdminSetUserPassword'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  checkPasswordPolicy(pool, input.Password)
  const { records } = await environment.keys.secrets(pool.id)
  const password = sealPassword(records, environment.random, user, input.Password)
  const now = environment.now()
  await alterUser(environment, pool, user.sub, current => {
    const changes = withPassword(pool, current, password, now)
    return input.Permanent
      ? { ...changes, status: 'CONFIRMED' }
      : {
          ...changes,
          status: 'FORCE_CHANGE_PASSWORD',
          settings: { ...changes.settings, temporaryPasswordExpiresAt: temporaryPasswordExpiry(pool, now) },
        }
  })
  return {}
}
