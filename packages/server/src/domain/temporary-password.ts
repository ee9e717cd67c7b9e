import { type Environment, randomText } from '../environment.ts'
import { errors } from '../errors.ts'
import type { UserPool, UserPoolConfiguration } from './user-pool.ts'

const day = 86_400_000

/** When a temporary password set now stops working, in milliseconds. */
export function temporaryPasswordExpiry({ configuration }: UserPool, now: number): number {
  const days =
    configuration.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ??
    configuration.AdminCreateUserConfig?.UnusedAccountValidityDays ??
    7
  // Zero stands for the default.
  return now + (days || 7) * day
}

/**
 * The older member for the days cannot be used any more once a pool has the newer one. Zero is none.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkTemporaryPasswordDays({ Policies, AdminCreateUserConfig }: UserPoolConfiguration): void {
  const newer = Policies?.PasswordPolicy?.TemporaryPasswordValidityDays
  if (newer !== undefined && AdminCreateUserConfig?.UnusedAccountValidityDays) {
    throw errors.invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    )
  }
}

/** A random password that meets every policy of its length; no characters that look alike. */
export function generatePassword(random: Environment['random'], { configuration }: UserPool): string {
  const length = Math.max(configuration.Policies?.PasswordPolicy?.MinimumLength ?? 8, 12)
  const classes = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '!@#%&*_+-=?']
  const all = classes.join('')
  const required = classes.map(alphabet => randomText(random, alphabet, 1)).join('')
  return required + randomText(random, all, length - required.length)
}
