import { isEmailAddress, isPhoneNumber } from './attributes.ts'
import type { Destination } from './codes.ts'
import type { UserPool } from './user-pool.ts'

/** Where a code for a user that does not exist would seem to go: guessed from the form of the name. */
export function simulatedDestination(pool: UserPool, name: string): Destination {
  if (isPhoneNumber(name)) return { attribute: 'phone_number', value: name }
  if (isEmailAddress(name)) return { attribute: 'email', value: name }
  const verified = pool.configuration.AutoVerifiedAttributes ?? []
  if (verified.includes('phone_number') && !verified.includes('email')) {
    return { attribute: 'phone_number', value: '+10000000000' }
  }
  return { attribute: 'email', value: `${name}@${name}` }
}
