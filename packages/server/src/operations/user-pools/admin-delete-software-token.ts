import { alterUser } from '../../domain/alter-user.ts'
import { errors } from '../../errors.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminDeleteSoftwareToken: the user's authenticator app no longer counts. */
export const adminDeleteSoftwareToken: UserPoolOperation<'AdminDeleteSoftwareToken'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await alterUser(environment, pool, user.sub, ({ settings }) => {
    const { totp, pendingTotp: _pending, preferredMfa, mfa, ...others } = settings
    if (!totp) throw errors.invalidParameter('The user has no software token.')
    const { SOFTWARE_TOKEN_MFA: _token, ...factors } = mfa ?? {}
    const preferred = preferredMfa && preferredMfa !== 'SOFTWARE_TOKEN_MFA' ? { preferredMfa } : {}
    return { settings: { ...others, mfa: factors, ...preferred } }
  })
  return {}
}
