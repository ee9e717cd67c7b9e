import type {
  EmailMfaSettingsType,
  SMSMfaSettingsType,
  SoftwareTokenMfaSettingsType,
} from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { alterUser } from './alter-user.ts'
import { enabledMfa } from './mfa.ts'
import type { MfaType, User } from './user.ts'
import type { UserPool } from './user-pool.ts'

export interface MfaPreferences {
  readonly SMSMfaSettings?: SMSMfaSettingsType | undefined
  readonly SoftwareTokenMfaSettings?: SoftwareTokenMfaSettingsType | undefined
  readonly EmailMfaSettings?: EmailMfaSettingsType | undefined
}

const addressOf = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const

/**
 * SetUserMFAPreference and its admin form: factors that are not named stay as they are; one at most is preferred.
 *
 * @param caller who sets it, which a refusal is worded for
 * @throws ServiceError `InvalidParameterException` for a factor that the user cannot use
 */
export async function setMfaPreference(
  environment: Environment,
  pool: UserPool,
  user: User,
  { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings }: MfaPreferences,
  caller: 'user' | 'administrator' = 'user',
): Promise<void> {
  const given: [MfaType, SMSMfaSettingsType | undefined][] = [
    ['SMS_MFA', SMSMfaSettings],
    ['SOFTWARE_TOKEN_MFA', SoftwareTokenMfaSettings],
    ['EMAIL_OTP', EmailMfaSettings],
  ]
  if (given.filter(([, setting]) => setting?.PreferredMfa).length > 1) {
    throw errors.invalidParameter('At most one MFA method can be preferred.')
  }
  await alterUser(environment, pool, user.sub, ({ attributes, settings }) => {
    const mfa = { ...settings.mfa }
    let preferred = settings.preferredMfa
    for (const [type, setting] of given) {
      if (!setting) continue
      const enabled = setting.Enabled ?? setting.PreferredMfa ?? false
      const isUsable = type === 'SOFTWARE_TOKEN_MFA' ? settings.totp : attributes[addressOf[type]]
      if (enabled && !isUsable) throw unusable(type, caller)
      mfa[type] = enabled
      if (enabled && setting.PreferredMfa) preferred = type
      else if (preferred === type && (!enabled || setting.PreferredMfa === false)) preferred = undefined
    }
    const { preferredMfa: _, ...others } = settings
    return { settings: { ...others, mfa, ...(preferred ? { preferredMfa: preferred } : {}) } }
  })
}

/** Who is signed in is told what is to be done for an authenticator app; an administrator, that it lacks. */
function unusable(type: MfaType, caller: 'user' | 'administrator') {
  return errors.invalidParameter(
    type === 'SOFTWARE_TOKEN_MFA' && caller === 'user'
      ? 'User has not verified software token mfa'
      : `User does not have delivery config set to turn on ${type}`,
  )
}

/** The members of GetUser and AdminGetUser that tell of second factors. */
export function describeMfa(pool: UserPool, user: User) {
  const { mfa = {}, preferredMfa } = user.settings
  const chosen = (['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const).filter(type => mfa[type])
  const list = [...new Set([...chosen, ...enabledMfa(pool, user)])]
  return {
    ...(list.length > 0 ? { UserMFASettingList: list } : {}),
    ...(preferredMfa ? { PreferredMfaSetting: preferredMfa } : {}),
  }
}
