import { alterUser } from '../../domain/alter-user.ts'
import { runPostConfirmation } from '../../domain/post-confirmation.ts'
import { errors } from '../../errors.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminConfirmSignUp: confirms without a code, and verifies no address. */
export const adminConfirmSignUp: UserPoolOperation<'AdminConfirmSignUp'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  const confirmed = await alterUser(environment, pool, user.sub, ({ status }) => {
    if (status !== 'UNCONFIRMED') throw errors.cannotConfirm(status)
    return { status: 'CONFIRMED' }
  })
  const sender = { pool, clientId: '', clientMetadata: input.ClientMetadata }
  await runPostConfirmation(environment, sender, 'PostConfirmation_ConfirmSignUp', confirmed)
  return {}
}
