import type { Unit } from '../store/unit.ts'
import { changeUser, findUser } from '../store/units/users.ts'
import { recordOf, type User, userOf } from './user.ts'
import { foldName, type UserPool } from './user-pool.ts'

/**
 * Makes room for the addresses that a user has verified where they are aliases: whoever had one before keeps it as an
 * address, but no longer as a verified one (ForceAliasCreation; PreSignUp's autoVerifyEmail and autoVerifyPhone).
 */
export function* takeOverAliases(pool: UserPool, user: User, now: number): Unit<void> {
  for (const attribute of ['email', 'phone_number'] as const) {
    const value = user.attributes[attribute]
    const isVerified = user.attributes[`${attribute}_verified`] === 'true' && user.status !== 'UNCONFIRMED'
    if (!value || !isVerified || !pool.configuration.AliasAttributes?.includes(attribute)) continue
    const owner = yield* findUser(pool.id, foldName(pool, value), [attribute])
    if (!owner || owner.sub === user.sub) continue
    yield* changeUser(pool.id, owner.sub, stored => {
      const before = userOf(stored)
      const attributes = { ...before.attributes, [`${attribute}_verified`]: 'false' }
      return recordOf(pool, { ...before, attributes, modifiedAt: now })
    })
  }
}
