import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { authenticateBearer } from '../../domain/access-token.ts'
import { alterUser } from '../../domain/alter-user.ts'
import { verifyRegistration } from '../../domain/passkeys.ts'
import { errors, ServiceError } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

const noChallenge = () =>
  new ServiceError('WebAuthnChallengeNotFoundException', 'No passkey is being registered.')

/** CompleteWebAuthnRegistration: each challenge makes one passkey. */
export const completeWebAuthnRegistration: UserPoolOperation<'CompleteWebAuthnRegistration'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  const pending = user.settings.pendingPasskey
  if (!pending || environment.now() > pending.expiresAt) throw noChallenge()
  if (typeof input.Credential !== 'object' || input.Credential === null) {
    throw errors.invalidParameter('Credential must be a RegistrationResponseJSON.')
  }
  const credential = input.Credential as RegistrationResponseJSON
  const passkey = await verifyRegistration(environment, pool, pending.challenge, credential)
  await alterUser(environment, pool, user.sub, ({ settings }) => {
    const { pendingPasskey, ...others } = settings
    if (pendingPasskey?.challenge !== pending.challenge) throw noChallenge()
    const passkeys = (settings.passkeys ?? []).filter(({ id }) => id !== passkey.id)
    return { settings: { ...others, passkeys: [...passkeys, passkey] } }
  })
  return {}
}
