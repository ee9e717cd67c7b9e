import { alterUser } from '../../domain/alter-user.ts'
import { newCode, sendCode } from '../../domain/codes.ts'
import { recoveryDestination } from '../../domain/recovery.ts'
import { errors } from '../../errors.ts'
import { putCode } from '../../store/units/codes.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminResetUserPassword: the password stops working, and a code to set another is sent. */
export const adminResetUserPassword: UserPoolOperation<'AdminResetUserPassword'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  if (user.status === 'FORCE_CHANGE_PASSWORD') throw errors.cannotResetInThisState()
  const destination = recoveryDestination(pool, user)
  if (!destination) throw errors.noRecoveryMedium()
  const code = await newCode(environment, pool, user.sub, 'forgot-password', destination)
  await alterUser(environment, pool, user.sub, () => ({ status: 'RESET_REQUIRED' }))
  await environment.engine.write(() => putCode(code.row))
  const sender = { pool, clientId: '', clientMetadata: input.ClientMetadata }
  await sendCode(environment, sender, user, 'ForgotPassword', code)
  return {}
}
