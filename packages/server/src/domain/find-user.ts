import type { Environment } from '../environment.ts'
import type { Unit } from '../store/unit.ts'
import { findUser, readUser } from '../store/units/users.ts'
import { nameKindsOf, type User, userOf } from './user.ts'
import { foldName, type UserPool } from './user-pool.ts'

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The user that a typed name means: the user name, a usable alias, or the `sub`. */
export function* userByName(pool: UserPool, name: string): Unit<User | undefined> {
  const row = yield* findUser(pool.id, foldName(pool, name), nameKindsOf(pool))
  if (row) return userOf(row)
  if (!uuidForm.test(name)) return undefined
  const bySub = yield* readUser(pool.id, name.toLowerCase())
  return bySub && userOf(bySub)
}

export function findUserByName(
  environment: Environment,
  pool: UserPool,
  name: string,
): Promise<User | undefined> {
  return environment.engine.read(() => userByName(pool, name))
}
