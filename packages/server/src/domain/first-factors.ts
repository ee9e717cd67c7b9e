import { errors } from '../errors.ts'
import type { User } from './user.ts'
import type { UserPool, UserPoolConfiguration } from './user-pool.ts'

/** How a user may begin a choice-based sign-in; a password can be given or proven. */
export type FirstFactor = 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN' | 'PASSWORD' | 'PASSWORD_SRP'

/** What a pool's sign-in policy allows; a password always is. */
export function allowedFirstFactors({ configuration }: UserPool): readonly string[] {
  return ['PASSWORD', ...(configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [])]
}

/**
 * A code by mail or SMS is no first factor of a pool that demands a second one.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkSecondFactorRoom({ Policies }: UserPoolConfiguration): void {
  const allowed: readonly string[] = Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []
  if (allowed.includes('EMAIL_OTP') || allowed.includes('SMS_OTP')) {
    throw errors.invalidParameter(
      'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
    )
  }
}

/** Whether a pool takes passkeys as a first factor, and as nothing more. */
export function hasSinglePasskeys({ Policies, WebAuthnConfiguration }: UserPoolConfiguration): boolean {
  return (
    Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') === true &&
    WebAuthnConfiguration?.FactorConfiguration !== 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  )
}

/** Whether a pool lets people in without a password. */
export function isPasswordless(pool: UserPool): boolean {
  return allowedFirstFactors(pool).some(factor => factor === 'EMAIL_OTP' || factor === 'SMS_OTP')
}

/** What a user could begin with, in the order in which it is offered. */
export function availableFirstFactors(pool: UserPool, user: User): FirstFactor[] {
  const allowed = allowedFirstFactors(pool)
  const factors: FirstFactor[] = []
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    if (allowed.includes('EMAIL_OTP') && user.attributes['email_verified'] === 'true')
      factors.push('EMAIL_OTP')
    if (allowed.includes('SMS_OTP') && user.attributes['phone_number_verified'] === 'true')
      factors.push('SMS_OTP')
    if (allowed.includes('WEB_AUTHN') && user.settings.passkeys?.length) factors.push('WEB_AUTHN')
  }
  if (user.password) factors.push('PASSWORD', 'PASSWORD_SRP')
  return factors
}

/** What an unknown user would seem to be able to begin with. */
export function simulatedFirstFactors(pool: UserPool): FirstFactor[] {
  const allowed = allowedFirstFactors(pool)
  const others = (['EMAIL_OTP', 'SMS_OTP'] as const).filter(factor => allowed.includes(factor))
  return [...others, 'PASSWORD', 'PASSWORD_SRP']
}
