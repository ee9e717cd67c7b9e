import { alterUser } from '../../domain/alter-user.ts'
import { errors } from '../../errors.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminConfirmSignUp: confirms without a code, and verifies no address. */
export const adminConfirmSignUp: UserPoolOperation<'AdminConfirmSignUp'> = async ({ environment }, input) => {
  const { pool, user } = await loadPoolAndUser(environment, input)
  await alterUser(environment, pool, user.sub, ({ status }) => {
    if (status !== 'UNCONFIRMED') throw errors.cannotConfirm(status)
    return { status: 'CONFIRMED' }
  })
  return {}
}
