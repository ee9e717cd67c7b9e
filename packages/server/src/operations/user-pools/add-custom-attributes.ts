import { checkCustomAttribute } from '../../domain/check-pool-configuration.ts'
import { poolOf, schemaOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changePool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

const most = 50

/** AddCustomAttributes. */
export const addCustomAttributes: UserPoolOperation<'AddCustomAttributes'> = async (
  { environment },
  input,
) => {
  const row = await environment.engine.write(() =>
    changePool(input.UserPoolId, environment.now(), stored => {
      const pool = poolOf(stored)
      const before = schemaOf(pool)
      const added = input.CustomAttributes
      for (const attribute of added) {
        const { Name } = attribute
        checkCustomAttribute(attribute)
        if (before.has(`custom:${Name}`)) {
          throw errors.invalidParameter(`custom:${Name}: Existing attribute already has name custom:${Name}.`)
        }
      }
      const Schema = [...(pool.configuration.Schema ?? []), ...added]
      const custom = [...schemaOf({ ...pool, configuration: { ...pool.configuration, Schema } }).keys()]
      if (custom.filter(name => name.startsWith('custom:')).length > most) {
        throw errors.invalidParameter(`A pool has at most ${most} custom attributes.`)
      }
      return { name: stored.name, configuration: JSON.stringify({ ...pool.configuration, Schema }) }
    }),
  )
  if (!row) throw errors.poolNotFound(input.UserPoolId)
  return {}
}
