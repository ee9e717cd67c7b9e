import { authenticateBearer } from '../../domain/access-token.ts'
import { checkPasswordPolicy, matchesPassword, openPassword, sealPassword } from '../../domain/password.ts'
import { checkPasswordHistory, withPassword } from '../../domain/password-history.ts'
import { recordOf, userOf } from '../../domain/user.ts'
import { errors } from '../../errors.ts'
import { judgePassword, settleTries } from '../../flow/judge-password.ts'
import { changeUser } from '../../store/units/users.ts'
import type { UserPoolOperation } from './load.ts'

/** ChangePassword. The old password is judged under the same lock-out as a sign-in. */
export const changePassword: UserPoolOperation<'ChangePassword'> = async ({ environment }, input) => {
  const { pool, client, user } = await authenticateBearer(environment, input.AccessToken)
  const { records } = await environment.keys.secrets(pool.id)
  const record = openPassword(records, user)
  const matches =
    record !== undefined && matchesPassword(record, pool.id, user.username, input.PreviousPassword ?? '')
  const context = { environment, pool, client, admin: false }
  await settleTries(context, user, await judgePassword(context, user, user.username, matches))
  checkPasswordPolicy(pool, input.ProposedPassword)
  checkPasswordHistory(pool, records, user, input.ProposedPassword)
  const password = sealPassword(records, environment.random, user, input.ProposedPassword)
  const now = environment.now()
  await environment.engine.write(() =>
    changeUser(pool.id, user.sub, stored => {
      // Somebody else changed it since it was judged.
      if (stored.password !== user.password) throw errors.incorrectUsernameOrPassword()
      const current = userOf(stored)
      return recordOf(pool, { ...current, ...withPassword(pool, current, password, now), modifiedAt: now })
    }),
  )
  return {}
}
