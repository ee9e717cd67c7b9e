import { authenticateBearer } from '../../domain/access-token.ts'
import { alterUser } from '../../domain/alter-user.ts'
import { ServiceError } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

/** DeleteWebAuthnCredential. */
export const deleteWebAuthnCredential: UserPoolOperation<'DeleteWebAuthnCredential'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  await alterUser(environment, pool, user.sub, ({ settings }) => {
    const passkeys = (settings.passkeys ?? []).filter(({ id }) => id !== input.CredentialId)
    if (passkeys.length === (settings.passkeys ?? []).length) {
      throw new ServiceError('ResourceNotFoundException', 'The passkey does not exist.')
    }
    return { settings: { ...settings, passkeys } }
  })
  return {}
}
