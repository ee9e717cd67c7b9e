import { authenticateBearer } from '../../domain/access-token.ts'
import { describeMfa } from '../../domain/mfa-preference.ts'
import type { UserPoolOperation } from './load.ts'

/** GetUserAuthFactors: what the user could sign in with. */
export const getUserAuthFactors: UserPoolOperation<'GetUserAuthFactors'> = async ({ environment }, input) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  const allowed: readonly string[] = pool.configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [
    'PASSWORD',
  ]
  const factors: ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN')[] = []
  if (user.password) factors.push('PASSWORD')
  if (allowed.includes('EMAIL_OTP') && user.attributes['email_verified'] === 'true') factors.push('EMAIL_OTP')
  if (allowed.includes('SMS_OTP') && user.attributes['phone_number_verified'] === 'true')
    factors.push('SMS_OTP')
  if (allowed.includes('WEB_AUTHN') && user.settings.passkeys?.length) factors.push('WEB_AUTHN')
  return { Username: user.username, ConfiguredUserAuthFactors: factors, ...describeMfa(pool, user) }
}
