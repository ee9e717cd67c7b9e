import type { GetUserPoolMfaConfigResponse } from '@latchkey/protocol/user-pools'
import type { UserPool, UserPoolConfiguration } from './user-pool.ts'

/** A pool's second factors as GetUserPoolMfaConfig and SetUserPoolMfaConfig show them. */
export function describeMfaConfig({ configuration }: UserPool): GetUserPoolMfaConfigResponse {
  const { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration } = configuration
  return {
    MfaConfiguration: configuration.MfaConfiguration ?? 'OFF',
    ...describeSms(configuration),
    ...(SoftwareTokenMfaConfiguration ? { SoftwareTokenMfaConfiguration } : {}),
    ...(EmailMfaConfiguration ? { EmailMfaConfiguration } : {}),
    ...(WebAuthnConfiguration ? { WebAuthnConfiguration } : {}),
  }
}

/** SMS as it was set as a factor, or else as it was set with the pool, where that is its only factor. */
function describeSms(
  configuration: UserPoolConfiguration,
): Pick<GetUserPoolMfaConfigResponse, 'SmsMfaConfiguration'> {
  const { MfaConfiguration = 'OFF', SmsMfaConfiguration, SmsConfiguration } = configuration
  if (SmsMfaConfiguration) return { SmsMfaConfiguration }
  const { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, SmsAuthenticationMessage } = configuration
  const isOnly = !SoftwareTokenMfaConfiguration?.Enabled && !EmailMfaConfiguration
  if (MfaConfiguration === 'OFF' || !SmsConfiguration || !isOnly) return {}
  return {
    SmsMfaConfiguration: {
      SmsConfiguration,
      ...(SmsAuthenticationMessage ? { SmsAuthenticationMessage } : {}),
    },
  }
}
