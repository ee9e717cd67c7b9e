import { requireRightCode, takeCode } from '../../domain/codes.ts'
import { findUserByName } from '../../domain/find-user.ts'
import { changeConflict } from '../../domain/new-user.ts'
import { runPostConfirmation } from '../../domain/post-confirmation.ts'
import { checkSecretHash } from '../../domain/secret-hash.ts'
import { takeOverAliases } from '../../domain/take-over-aliases.ts'
import { recordOf, userOf } from '../../domain/user.ts'
import { hidesUsers } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { confirmedSession } from '../../flow/choice.ts'
import { isFlowEnabled } from '../../flow/enabled-flows.ts'
import type { UserRow } from '../../store/schema.ts'
import { readCode } from '../../store/units/codes.ts'
import { changeUser, readUser } from '../../store/units/users.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** ConfirmSignUp: the right code confirms the user and verifies the address that it was sent to. */
export const confirmSignUp: UserPoolOperation<'ConfirmSignUp'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  await checkSecretHash(environment, client, [input.Username], input.SecretHash)
  const user = await findUserByName(environment, pool, input.Username)
  if (!user) throw hidesUsers(client) ? errors.codeExpired() : errors.usernameClientNotFound()
  if (user.status !== 'UNCONFIRMED') throw errors.cannotConfirm(user.status)
  if (!user.enabled) throw errors.userIsDisabled()
  const { codes } = await environment.keys.secrets(pool.id)
  const now = environment.now()
  let confirmed = user
  try {
    const verdict = await environment.engine.write(function* () {
      const sent = yield* readCode(pool.id, user.sub, 'sign-up')
      const verdict = yield* takeCode(codes, pool, user.sub, 'sign-up', input.ConfirmationCode, now)
      if (verdict !== 'right') return verdict
      const confirm = (stored: UserRow) => {
        const current = userOf(stored)
        if (current.status !== 'UNCONFIRMED') throw errors.cannotConfirm(current.status)
        const attributes = { ...current.attributes }
        for (const attribute of ['email', 'phone_number']) {
          if (sent && attributes[attribute] === sent.destination) attributes[`${attribute}_verified`] = 'true'
        }
        confirmed = { ...current, attributes, status: 'CONFIRMED', modifiedAt: now }
        return recordOf(pool, confirmed)
      }
      if (input.ForceAliasCreation) {
        const stored = yield* readUser(pool.id, user.sub)
        if (stored) yield* takeOverAliases(pool, userOf(confirm(stored).row), now)
      }
      yield* changeUser(pool.id, user.sub, confirm)
      return verdict
    })
    requireRightCode(verdict)
  } catch (error) {
    throw changeConflict(error)
  }
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  await runPostConfirmation(environment, sender, 'PostConfirmation_ConfirmSignUp', confirmed)
  if (!isFlowEnabled(client, 'USER_AUTH')) return {}
  const context = { environment, pool, client, admin: false }
  return { Session: await confirmedSession(context, user) }
}
