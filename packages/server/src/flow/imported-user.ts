import { alterUser } from '../domain/alter-user.ts'
import { importedContext, matchesHash } from '../domain/imported-password.ts'
import { sealPassword } from '../domain/password.ts'
import { withPassword } from '../domain/password-history.ts'
import { openText } from '../domain/sealed-text.ts'
import type { User } from '../domain/user.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'

/** Whether a password is the one that an import brought as a hash. */
export async function matchesImported(
  environment: Environment,
  user: User,
  password: string,
): Promise<boolean> {
  const { importedPassword } = user.settings
  if (!importedPassword) return false
  const hash = await openText(environment, user.poolId, importedContext(user.sub), importedPassword.sealed)
  return await matchesHash(importedPassword.algorithm, hash, password)
}

/** Keeps a verifier of the password in place of the hash: from now on the user may sign in by SRP. */
export async function keepImported(
  environment: Environment,
  pool: UserPool,
  user: User,
  password: string,
): Promise<User> {
  const { records } = await environment.keys.secrets(pool.id)
  const sealed = sealPassword(records, environment.random, user, password)
  const now = environment.now()
  return await alterUser(environment, pool, user.sub, current =>
    // A password that was set meanwhile stays.
    current.password === '' ? withPassword(pool, current, sealed, now) : {},
  )
}
