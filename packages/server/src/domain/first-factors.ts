import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** How a user may begin a choice-based sign-in; a password can be given or proven. */
export type FirstFactor = 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN' | 'PASSWORD' | 'PASSWORD_SRP'

/** What a pool's sign-in policy allows; a password always is. */
export function allowedFirstFactors({ configuration }: UserPool): readonly string[] {
  return ['PASSWORD', ...(configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [])]
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
