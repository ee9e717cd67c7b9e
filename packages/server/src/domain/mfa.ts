import type { MfaType, User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** The second factors that a pool is set up for. */
export function mfaTypesOf({ configuration }: UserPool): MfaType[] {
  const types: MfaType[] = []
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } = configuration
  const totp = SoftwareTokenMfaConfiguration?.Enabled === true
  // A pool that names no factor has the oldest one.
  if (SmsMfaConfiguration || (!totp && !EmailMfaConfiguration)) types.push('SMS_MFA')
  if (totp) types.push('SOFTWARE_TOKEN_MFA')
  if (EmailMfaConfiguration) types.push('EMAIL_OTP')
  return types
}

/** Whether a user has what a factor needs. */
function isPossible(user: User, type: MfaType): boolean {
  switch (type) {
    case 'SMS_MFA':
      return Boolean(user.attributes['phone_number'])
    case 'EMAIL_OTP':
      return Boolean(user.attributes['email'])
    case 'SOFTWARE_TOKEN_MFA':
      return user.settings.totp !== undefined
  }
}

/**
 * The second factors that a user is asked for: those that the user switched on, and, where the pool demands a
 * second factor, every one that works without being set up.
 */
export function enabledMfa(pool: UserPool, user: User): MfaType[] {
  const demanded = pool.configuration.MfaConfiguration === 'ON'
  return mfaTypesOf(pool).filter(type => {
    const chosen = user.settings.mfa?.[type]
    return isPossible(user, type) && (chosen ?? demanded)
  })
}

export type NextFactor =
  | { readonly kind: 'none' }
  | { readonly kind: 'ask'; readonly type: MfaType }
  | { readonly kind: 'choose'; readonly types: readonly MfaType[] }
  | { readonly kind: 'setUp'; readonly types: readonly MfaType[] }

/** Which second factor a user who has proven the first is asked for. */
export function nextFactor(pool: UserPool, user: User): NextFactor {
  const { MfaConfiguration = 'OFF' } = pool.configuration
  if (MfaConfiguration === 'OFF') return { kind: 'none' }
  const types = enabledMfa(pool, user)
  const preferred = types.find(type => type === user.settings.preferredMfa)
  const only = types.length === 1 ? types[0] : undefined
  const type = preferred ?? only
  if (type) return { kind: 'ask', type }
  if (types.length > 1) return { kind: 'choose', types }
  return MfaConfiguration === 'ON' ? { kind: 'setUp', types: mfaTypesOf(pool) } : { kind: 'none' }
}
