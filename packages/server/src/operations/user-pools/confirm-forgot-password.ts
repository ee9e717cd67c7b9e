import { requireRightCode, takeCode } from '../../domain/codes.ts'
import { findUserByName } from '../../domain/find-user.ts'
import { changeConflict } from '../../domain/new-user.ts'
import { checkPasswordPolicy, sealPassword } from '../../domain/password.ts'
import { checkPasswordHistory, withPassword } from '../../domain/password-history.ts'
import { runPostConfirmation } from '../../domain/post-confirmation.ts'
import { checkSecretHash } from '../../domain/secret-hash.ts'
import { recordOf, userOf } from '../../domain/user.ts'
import { hidesUsers } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { readCode } from '../../store/units/codes.ts'
import { changeUser } from '../../store/units/users.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** ConfirmForgotPassword: sets the new password, and verifies the address that the code came to. */
export const confirmForgotPassword: UserPoolOperation<'ConfirmForgotPassword'> = async (
  { environment },
  input,
) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  await checkSecretHash(environment, client, [input.Username], input.SecretHash)
  const user = await findUserByName(environment, pool, input.Username)
  if (!user) throw hidesUsers(client) ? errors.codeMismatch() : errors.usernameClientNotFound()
  if (!user.enabled) throw hidesUsers(client) ? errors.codeMismatch() : errors.userIsDisabled()
  checkPasswordPolicy(pool, input.Password)
  const { records, codes } = await environment.keys.secrets(pool.id)
  const password = sealPassword(records, environment.random, user, input.Password)
  const now = environment.now()
  let confirmed = user
  try {
    const verdict = await environment.engine.write(function* () {
      const sent = yield* readCode(pool.id, user.sub, 'forgot-password')
      const verdict = yield* takeCode(codes, pool, user.sub, 'forgot-password', input.ConfirmationCode, now)
      if (verdict !== 'right') return verdict
      // Only who has the code may learn whether a password was used before.
      checkPasswordHistory(pool, records, user, input.Password)
      yield* changeUser(pool.id, user.sub, stored => {
        const current = userOf(stored)
        const attributes = { ...current.attributes }
        for (const attribute of ['email', 'phone_number']) {
          if (sent && attributes[attribute] === sent.destination) attributes[`${attribute}_verified`] = 'true'
        }
        confirmed = {
          ...current,
          attributes,
          ...withPassword(pool, current, password, now),
          status: 'CONFIRMED',
          modifiedAt: now,
        }
        return recordOf(pool, confirmed)
      })
      return verdict
    })
    requireRightCode(verdict)
  } catch (error) {
    throw changeConflict(error)
  }
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  await runPostConfirmation(environment, sender, 'PostConfirmation_ConfirmForgotPassword', confirmed)
  return {}
}
