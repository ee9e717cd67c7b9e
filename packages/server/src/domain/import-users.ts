import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import { createUser } from '../store/units/users.ts'
import { checkAttributes } from './attributes.ts'
import type { ImportedUser } from './import-columns.ts'
import { creationConflict, nameNewUser } from './new-user.ts'
import { recordOf, type User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** What became of a line. */
export type ImportOutcome = 'imported' | 'skipped' | 'failed'

/** There is somebody of that name already: the line is skipped. */
const existing = new Set(['UsernameExistsException', 'AliasExistsException'])

/**
 * Imports one user, who has no password and must set one first. Who has neither a verified e-mail address nor a
 * verified phone number never could, and is refused.
 */
export async function importUser(
  environment: Environment,
  pool: UserPool,
  line: ImportedUser,
): Promise<ImportOutcome> {
  const now = environment.now()
  try {
    const { sub, username, attributes } = nameNewUser(environment, pool, line.username, line.attributes)
    checkAttributes(pool, attributes)
    if (line.username === '' || !canReset(attributes)) return 'failed'
    const user: User = {
      poolId: pool.id,
      sub,
      username,
      status: 'RESET_REQUIRED',
      enabled: true,
      attributes,
      password: '',
      passwordSetAt: 0,
      settings: line.mfaEnabled && attributes['phone_number'] ? { mfa: { SMS_MFA: true } } : {},
      createdAt: now,
      modifiedAt: now,
    }
    await environment.engine.write(() => createUser(recordOf(pool, user)))
    return 'imported'
  } catch (error) {
    const refusal = creationConflict(pool, error)
    if (!(refusal instanceof ServiceError)) throw error
    return existing.has(refusal.name) ? 'skipped' : 'failed'
  }
}

function canReset(attributes: Readonly<Record<string, string>>): boolean {
  return (['email', 'phone_number'] as const).some(
    name => attributes[name] && attributes[`${name}_verified`] === 'true',
  )
}
