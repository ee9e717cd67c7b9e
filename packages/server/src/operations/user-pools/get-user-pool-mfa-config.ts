import { describeMfaConfig } from '../../domain/describe-mfa-config.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetUserPoolMfaConfig. */
export const getUserPoolMfaConfig: UserPoolOperation<'GetUserPoolMfaConfig'> = async (
  { environment },
  input,
) => describeMfaConfig(await loadPool(environment, input.UserPoolId))
