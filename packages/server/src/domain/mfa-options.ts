import type { MFAOptionType } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import type { MfaPreferences } from './mfa-preference.ts'

/**
 * The older form of SMS MFA, in SetUserSettings, as preferences: one option turns it on, none turns it off.
 *
 * @throws ServiceError `InvalidParameterException` for anything but SMS to the phone number
 */
export function preferencesOfOptions(options: readonly MFAOptionType[]): MfaPreferences {
  for (const { DeliveryMedium = 'SMS', AttributeName = 'phone_number' } of options) {
    if (DeliveryMedium !== 'SMS' || AttributeName !== 'phone_number') {
      throw errors.invalidParameter('MFAOptions can only turn on SMS to the phone_number.')
    }
  }
  return { SMSMfaSettings: { Enabled: options.length > 0 } }
}
