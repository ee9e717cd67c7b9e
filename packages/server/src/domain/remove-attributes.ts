import type { Environment } from '../environment.ts'
import { alterUser } from './alter-user.ts'
import { checkAttributes, mergeAttributes } from './attributes.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/**
 * Takes attributes away, with what the service says of them.
 *
 * @throws ServiceError `InvalidParameterException` for a required or unknown attribute
 */
export async function removeAttributes(
  environment: Environment,
  pool: UserPool,
  user: User,
  names: readonly string[],
): Promise<void> {
  const changes = Object.fromEntries(names.map(name => [name, '']))
  checkAttributes(pool, changes, user.attributes)
  await alterUser(environment, pool, user.sub, ({ attributes }) => ({
    attributes: mergeAttributes(attributes, changes),
  }))
}
