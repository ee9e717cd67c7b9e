import { checkAttributeUpdates } from '../../domain/check-pool-configuration.ts'
import { checkSecondFactorRoom, hasSinglePasskeys } from '../../domain/first-factors.ts'
import { checkTemporaryPasswordDays } from '../../domain/temporary-password.ts'
import { poolOf, type UserPoolConfiguration } from '../../domain/user-pool.ts'
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

/** @throws ServiceError `InvalidParameterException` for what leaves no room for the second factor that is demanded */
function checkFirstFactors(configuration: UserPoolConfiguration): void {
  checkSecondFactorRoom(configuration)
  if (hasSinglePasskeys(configuration)) {
    throw errors.invalidParameter(
      'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.',
    )
  }
}

/**
 * UpdateUserPool: what is not given goes back to its default, as at Amazon; what only CreateUserPool can say
 * stays.
 */
export const updateUserPool: UserPoolOperation<'UpdateUserPool'> = async ({ environment }, input) => {
  const { UserPoolId, PoolName, ...configuration } = input
  checkTemporaryPasswordDays(configuration)
  checkAttributeUpdates(configuration)
  const updated = await environment.engine.write(() =>
    changePool(UserPoolId, environment.now(), row => {
      const stored = poolOf(row).configuration
      if (configuration.MfaConfiguration === 'ON' && stored.MfaConfiguration !== 'ON') {
        throw errors.invalidParameter(
          'Cannot turn MFA functionality ON, once the user pool has been created.',
        )
      }
      const kept = Object.fromEntries(keptMembers.map(member => [member, stored[member]]))
      const updated = { ...kept, ...configuration }
      if (configuration.MfaConfiguration === 'ON') checkFirstFactors(updated)
      return { name: PoolName ?? row.name, configuration: JSON.stringify(updated) }
    }),
  )
  if (!updated) throw errors.poolNotFound(UserPoolId)
  return {}
}
