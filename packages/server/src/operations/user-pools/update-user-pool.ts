import { checkTemporaryPasswordDays } from '../../domain/temporary-password.ts'
import { poolOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changePool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

/** What UpdateUserPool cannot say. */
const keptMembers = [
  'Schema',
  'AliasAttributes',
  'UsernameAttributes',
  'UsernameConfiguration',
  'UserPoolTags',
  'SmsMfaConfiguration',
  'SoftwareTokenMfaConfiguration',
  'EmailMfaConfiguration',
  'WebAuthnConfiguration',
] as const

/**
 * UpdateUserPool: what is not given goes back to its default, as at Amazon; what only CreateUserPool can say
 * stays.
 */
export const updateUserPool: UserPoolOperation<'UpdateUserPool'> = async ({ environment }, input) => {
  const { UserPoolId, PoolName, ...configuration } = input
  checkTemporaryPasswordDays(configuration)
  const updated = await environment.engine.write(() =>
    changePool(UserPoolId, environment.now(), row => {
      const stored = poolOf(row).configuration
      if (configuration.MfaConfiguration === 'ON' && stored.MfaConfiguration !== 'ON') {
        throw errors.invalidParameter(
          'Cannot turn MFA functionality ON, once the user pool has been created.',
        )
      }
      const kept = Object.fromEntries(keptMembers.map(member => [member, stored[member]]))
      return { name: PoolName ?? row.name, configuration: JSON.stringify({ ...kept, ...configuration }) }
    }),
  )
  if (!updated) throw errors.poolNotFound(UserPoolId)
  return {}
}
