import { accessTokenField } from '../account/access-token.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'

export type MFAType = 'sms' | 'totp' | 'email'

/** `preferred` enables as well; `notPreferred` stays enabled and is no longer the first to be asked. */
export type MFASetting = 'enabled' | 'disabled' | 'preferred' | 'notPreferred'

export interface MFAPreference {
  readonly enabled: readonly MFAType[]
  readonly preferred: MFAType | undefined
}

const types: Partial<Record<string, MFAType>> = {
  SMS_MFA: 'sms',
  SOFTWARE_TOKEN_MFA: 'totp',
  EMAIL_OTP: 'email',
}

/** The signed-in person's second factors (`GetUser`). */
export async function getMFAPreference(client: Client): Promise<MFAPreference> {
  const user = await request(client, 'userPool', 'GetUser', await accessTokenField(client))
  return {
    enabled: (user.UserMFASettingList ?? []).flatMap(name => types[name] ?? []),
    preferred: types[user.PreferredMfaSetting ?? ''],
  }
}

/**
 * Changes the signed-in person's second factors (`SetUserMFAPreference`); what is not named stays.
 *
 * @throws AWSMobileClientError `invalidParameter` where a factor has not been set up
 */
export async function setMFAPreference(
  client: Client,
  preference: Partial<Readonly<Record<MFAType, MFASetting>>>,
): Promise<void> {
  await request(client, 'userPool', 'SetUserMFAPreference', {
    ...(await accessTokenField(client)),
    SMSMfaSettings: settings(preference.sms),
    SoftwareTokenMfaSettings: settings(preference.totp),
    EmailMfaSettings: settings(preference.email),
  })
}

function settings(setting: MFASetting | undefined) {
  return setting && { Enabled: setting !== 'disabled', PreferredMfa: setting === 'preferred' }
}
