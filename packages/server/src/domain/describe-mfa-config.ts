import type { GetUserPoolMfaConfigResponse } from '@latchkey/protocol/user-pools'
import type { UserPool } from './user-pool.ts'

/** A pool's second factors as GetUserPoolMfaConfig and SetUserPoolMfaConfig show them. */
export function describeMfaConfig({ configuration }: UserPool): GetUserPoolMfaConfigResponse {
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration } =
    configuration
  return {
    MfaConfiguration: configuration.MfaConfiguration ?? 'OFF',
    ...(SmsMfaConfiguration ? { SmsMfaConfiguration } : {}),
    ...(SoftwareTokenMfaConfiguration ? { SoftwareTokenMfaConfiguration } : {}),
    ...(EmailMfaConfiguration ? { EmailMfaConfiguration } : {}),
    ...(WebAuthnConfiguration ? { WebAuthnConfiguration } : {}),
  }
}
