import { ServiceError } from '../errors.ts'
import type { SealKey } from '../keys/seal.ts'
import { matchesPassword, openPassword } from './password.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** How many earlier passwords a new one must differ from, the present one among them. */
function historySize({ configuration }: UserPool): number {
  return configuration.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0
}

/**
 * Holds a new password against the ones before.
 *
 * @param key the pool's key for records
 * @throws ServiceError `PasswordHistoryPolicyViolationException`
 */
export function checkPasswordHistory(pool: UserPool, key: SealKey, user: User, password: string): void {
  const earlier = [user.password, ...(user.settings.passwordHistory ?? [])].slice(0, historySize(pool))
  for (const sealed of earlier) {
    const record = openPassword(key, { ...user, password: sealed })
    if (record && matchesPassword(record, pool.id, user.username, password)) {
      throw new ServiceError(
        'PasswordHistoryPolicyViolationException',
        'Password has previously been used. Choose another one.',
      )
    }
  }
}

/**
 * What changes about a user with a new password: the one before joins the history, and what belonged to a temporary or
 * an imported password is over.
 *
 * @param sealed what `sealPassword` made
 */
export function withPassword(
  pool: UserPool,
  user: User,
  sealed: string,
  now: number,
): Pick<User, 'password' | 'passwordSetAt' | 'settings'> {
  const {
    temporaryPasswordExpiresAt: _temporary,
    importedPassword: _imported,
    passwordHistory = [],
    ...settings
  } = user.settings
  // The present password is in the user's record: the history needs one less.
  const kept = [user.password, ...passwordHistory]
    .filter(entry => entry !== '')
    .slice(0, historySize(pool) - 1)
  return {
    password: sealed,
    passwordSetAt: now,
    settings: kept.length > 0 && historySize(pool) > 1 ? { ...settings, passwordHistory: kept } : settings,
  }
}
