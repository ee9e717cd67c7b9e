import { alterUser } from '../../domain/alter-user.ts'
import { mfaTypesOf } from '../../domain/mfa.ts'
import { newTotpSecret } from '../../domain/totp.ts'
import { errors } from '../../errors.ts'
import { askMfaSetup } from '../../flow/mfa-setup.ts'
import type { UserPoolOperation } from './load.ts'
import { softwareTokenCaller } from './software-token-caller.ts'

/** AssociateSoftwareToken: a new secret for an authenticator app, for who is signed in or is just signing in. */
export const associateSoftwareToken: UserPoolOperation<'AssociateSoftwareToken'> = async (
  { environment },
  input,
) => {
  const caller = await softwareTokenCaller(environment, input)
  const { pool, user } = caller
  if (!mfaTypesOf(pool).includes('SOFTWARE_TOKEN_MFA')) throw errors.totpNotEnabled()
  const { records } = await environment.keys.secrets(pool.id)
  const secret = newTotpSecret(records, environment.random, { poolId: pool.id, sub: user.sub })
  await alterUser(environment, pool, user.sub, ({ settings }) => ({
    settings: { ...settings, pendingTotp: secret.sealed },
  }))
  if (caller.kind === 'signedIn') return { SecretCode: secret.text }
  const next = await askMfaSetup(caller.context, caller.types, user, caller.state.progress)
  return { SecretCode: secret.text, ...('session' in next ? { Session: next.session } : {}) }
}
