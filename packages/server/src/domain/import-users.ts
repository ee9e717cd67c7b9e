import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import { createUser } from '../store/units/users.ts'
import { checkAttributes } from './attributes.ts'
import type { ImportedUser } from './import-columns.ts'
import { type HashAlgorithm, importedContext, isHashOf } from './imported-password.ts'
import { creationConflict, nameNewUser } from './new-user.ts'
import { sealText } from './sealed-text.ts'
import { recordOf, type User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** What became of a line. */
export type ImportOutcome = 'imported' | 'skipped' | 'failed'

/** There is somebody of that name already: the line is skipped. */
const existing = new Set(['UsernameExistsException', 'AliasExistsException'])

/**
 * Imports one user. Who has no hash has no password and must set one first: without a verified e-mail address or phone
 * number that could never be, and the line fails.
 *
 * @param algorithm of the hashes, when the file has some
 */
export async function importUser(
  environment: Environment,
  pool: UserPool,
  line: ImportedUser,
  algorithm?: HashAlgorithm,
): Promise<ImportOutcome> {
  const now = environment.now()
  try {
    const { sub, username, attributes } = nameNewUser(environment, pool, line.username, line.attributes)
    checkAttributes(pool, attributes)
    const hasHash = algorithm !== undefined && line.passwordHash !== ''
    if (line.username === '') return 'failed'
    if (hasHash ? !isHashOf(algorithm, line.passwordHash) : !canReset(attributes)) return 'failed'
    const importedPassword = hasHash && {
      algorithm,
      sealed: await sealText(environment, pool.id, importedContext(sub), line.passwordHash),
    }
    const user: User = {
      poolId: pool.id,
      sub,
      username,
      status: importedPassword ? 'CONFIRMED' : 'RESET_REQUIRED',
      enabled: true,
      attributes,
      password: '',
      passwordSetAt: 0,
      settings: {
        ...(line.mfaEnabled && attributes['phone_number'] ? { mfa: { SMS_MFA: true } } : {}),
        ...(importedPassword ? { importedPassword } : {}),
      },
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
