import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { changePool } from '../store/units/pools.ts'
import { poolOf, type UserPool } from './user-pool.ts'

/** How many tags a resource may have (Amazon's quota). */
const tagsPerResource = 50

type Tags = Readonly<Record<string, string>>

/**
 * Changes a pool's tags by a function of those it has, which may be called again.
 *
 * @throws ServiceError `InvalidParameterException` for too many, `ResourceNotFoundException`
 */
export async function changeTags(
  environment: Environment,
  pool: UserPool,
  change: (tags: Tags) => Tags,
): Promise<void> {
  const changed = await environment.engine.write(() =>
    changePool(pool.id, environment.now(), row => {
      const { configuration } = poolOf(row)
      const tags = change(configuration.UserPoolTags ?? {})
      if (Object.keys(tags).length > tagsPerResource) {
        throw errors.invalidParameter(`A resource can have at most ${tagsPerResource} tags.`)
      }
      return {
        name: row.name,
        configuration: JSON.stringify({ ...configuration, UserPoolTags: tags }),
      }
    }),
  )
  if (!changed) throw errors.poolNotFound(pool.id)
}
