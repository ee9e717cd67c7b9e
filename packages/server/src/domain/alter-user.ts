import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { changeUser } from '../store/units/users.ts'
import { changeConflict } from './new-user.ts'
import { recordOf, type User, userOf } from './user.ts'
import type { UserPool } from './user-pool.ts'

/**
 * Changes a stored user by a function of what is stored, which may be called again and may throw to refuse.
 *
 * @throws ServiceError `UserNotFoundException`, `AliasExistsException`, and what the function throws
 */
export async function alterUser(
  environment: Environment,
  pool: UserPool,
  sub: string,
  alter: (user: User) => Partial<User>,
): Promise<User> {
  const now = environment.now()
  try {
    const changed = await environment.engine.write(() =>
      changeUser(pool.id, sub, row => {
        const user = userOf(row)
        return recordOf(pool, { ...user, ...alter(user), modifiedAt: now })
      }),
    )
    if (!changed) throw errors.userNotFound()
    return userOf(changed.row)
  } catch (error) {
    throw changeConflict(error)
  }
}
