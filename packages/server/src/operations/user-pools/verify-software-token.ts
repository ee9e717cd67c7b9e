import { alterUser } from '../../domain/alter-user.ts'
import { totpStep } from '../../domain/totp.ts'
import { errors } from '../../errors.ts'
import { askMfaSetup } from '../../flow/mfa-setup.ts'
import type { UserPoolOperation } from './load.ts'
import { softwareTokenCaller } from './software-token-caller.ts'

/** VerifySoftwareToken: the first code of an authenticator app registers it. */
export const verifySoftwareToken: UserPoolOperation<'VerifySoftwareToken'> = async (
  { environment },
  input,
) => {
  const caller = await softwareTokenCaller(environment, input)
  const { pool, user } = caller
  const { records } = await environment.keys.secrets(pool.id)
  const now = environment.now()
  const deviceName = input.FriendlyDeviceName
  await alterUser(environment, pool, user.sub, current => {
    const { pendingTotp, ...settings } = current.settings
    if (!pendingTotp) throw errors.totpNotEnabled()
    const step = totpStep(records, current, pendingTotp, input.UserCode, now)
    if (step === undefined) throw errors.totpSetUpMismatch()
    return {
      settings: {
        ...settings,
        totp: { secret: pendingTotp, lastStep: step, ...(deviceName ? { deviceName } : {}) },
        // Who sets it up while signing in wants it as second factor.
        ...(caller.kind === 'signingIn' ? { mfa: { ...settings.mfa, SOFTWARE_TOKEN_MFA: true } } : {}),
      },
    }
  })
  if (caller.kind === 'signedIn') return { Status: 'SUCCESS' }
  const next = await askMfaSetup(caller.context, caller.types, user, caller.state.progress, true)
  return { Status: 'SUCCESS', ...('session' in next ? { Session: next.session } : {}) }
}
