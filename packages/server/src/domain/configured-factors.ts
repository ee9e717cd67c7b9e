import type { GetUserAuthFactorsResponse } from '@latchkey/protocol/user-pools'
import { allowedFirstFactors } from './first-factors.ts'
import { describeMfa } from './mfa-preference.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** What a user could sign in with, first factors and second ones (GetUserAuthFactors and its admin form). */
export function describeFactors(pool: UserPool, user: User): GetUserAuthFactorsResponse {
  const allowed = allowedFirstFactors(pool)
  const verified = (attribute: string) => user.attributes[`${attribute}_verified`] === 'true'
  const factors: GetUserAuthFactorsResponse['ConfiguredUserAuthFactors'] = []
  if (user.password) factors.push('PASSWORD')
  if (allowed.includes('EMAIL_OTP') && verified('email')) factors.push('EMAIL_OTP')
  if (allowed.includes('SMS_OTP') && verified('phone_number')) factors.push('SMS_OTP')
  if (allowed.includes('WEB_AUTHN') && user.settings.passkeys?.length) factors.push('WEB_AUTHN')
  return { Username: user.username, ConfiguredUserAuthFactors: factors, ...describeMfa(pool, user) }
}
