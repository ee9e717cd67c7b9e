import type { Destination } from './codes.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/**
 * Where a password reset code goes: by the pool's AccountRecoverySetting in the order of its priorities, else
 * the phone number before the e-mail; only to verified addresses.
 */
export function recoveryDestination(pool: UserPool, user: User): Destination | undefined {
  // Who comes from a provider has a password there, if anywhere.
  if (user.status === 'EXTERNAL_PROVIDER') return undefined
  const mechanisms = [...(pool.configuration.AccountRecoverySetting?.RecoveryMechanisms ?? [])].sort(
    (one, other) => one.Priority - other.Priority,
  )
  const names = mechanisms.length
    ? mechanisms.map(mechanism => mechanism.Name)
    : ['verified_phone_number', 'verified_email']
  for (const name of names) {
    const attribute =
      name === 'verified_email' ? 'email' : name === 'verified_phone_number' ? 'phone_number' : undefined
    if (!attribute) continue
    const value = user.attributes[attribute]
    if (value && user.attributes[`${attribute}_verified`] === 'true') return { attribute, value }
  }
  return undefined
}
