import type { SetUserPoolMfaConfigRequest } from '@latchkey/protocol/user-pools'
import { describeMfaConfig } from '../../domain/describe-mfa-config.ts'
import { checkSecondFactorRoom, hasSinglePasskeys } from '../../domain/first-factors.ts'
import { poolOf, type UserPoolConfiguration } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changePool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

type Factors = Omit<SetUserPoolMfaConfigRequest, 'UserPoolId'>

/** @throws ServiceError `InvalidParameterException` for a mode that the factors do not fit */
function checkFactors(given: Factors): void {
  const hasFactor =
    given.SmsMfaConfiguration !== undefined ||
    given.EmailMfaConfiguration !== undefined ||
    given.SoftwareTokenMfaConfiguration?.Enabled === true
  switch (given.MfaConfiguration) {
    case 'OFF':
      if (hasFactor) {
        throw errors.invalidParameter(
          "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
        )
      }
      return
    case 'ON':
    case 'OPTIONAL':
      if (!hasFactor) {
        throw errors.invalidParameter(
          "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
        )
      }
      return
    case undefined:
  }
}

/**
 * What people begin with must leave room for a second factor, where that is demanded.
 *
 * @throws ServiceError `InvalidParameterException`
 */
function checkFirstFactors(configuration: UserPoolConfiguration): void {
  if (configuration.MfaConfiguration !== 'ON') return
  checkSecondFactorRoom(configuration)
  if (hasSinglePasskeys(configuration)) {
    throw errors.invalidParameter(
      'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
    )
  }
}

/** With a mode, factors that are not given are off; passkeys are no second factor, and stay. */
function changed(stored: UserPoolConfiguration, given: Factors): UserPoolConfiguration {
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, ...others } = stored
  const before =
    given.MfaConfiguration === undefined
      ? { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration }
      : {}
  const sms = given.SmsMfaConfiguration?.SmsConfiguration
  return { ...others, ...before, ...given, ...(sms ? { SmsConfiguration: sms } : {}) }
}

/** SetUserPoolMfaConfig. */
export const setUserPoolMfaConfig: UserPoolOperation<'SetUserPoolMfaConfig'> = async (
  { environment },
  input,
) => {
  const { UserPoolId, ...given } = input
  checkFactors(given)
  const row = await environment.engine.write(() =>
    changePool(UserPoolId, environment.now(), stored => {
      const configuration = changed(poolOf(stored).configuration, given)
      checkFirstFactors(configuration)
      return { name: stored.name, configuration: JSON.stringify(configuration) }
    }),
  )
  if (!row) throw errors.poolNotFound(UserPoolId)
  return describeMfaConfig(poolOf(row))
}
