import { authenticateBearer } from '../../domain/access-token.ts'
import { alterUser } from '../../domain/alter-user.ts'
import { allowedFirstFactors } from '../../domain/first-factors.ts'
import { mostPasskeys, registrationOptions } from '../../domain/passkeys.ts'
import { ServiceError } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

const ceremonyMilliseconds = 300_000

/** StartWebAuthnRegistration. */
export const startWebAuthnRegistration: UserPoolOperation<'StartWebAuthnRegistration'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  if (!allowedFirstFactors(pool).includes('WEB_AUTHN')) {
    throw new ServiceError('WebAuthnNotEnabledException', 'Passkeys are not enabled for this user pool.')
  }
  if ((user.settings.passkeys?.length ?? 0) >= mostPasskeys) {
    throw new ServiceError('LimitExceededException', `A user has at most ${mostPasskeys} passkeys.`)
  }
  const options = await registrationOptions(environment, pool, user)
  const pendingPasskey = {
    challenge: options.challenge,
    expiresAt: environment.now() + ceremonyMilliseconds,
  }
  await alterUser(environment, pool, user.sub, ({ settings }) => ({
    settings: { ...settings, pendingPasskey },
  }))
  return { CredentialCreationOptions: options }
}
