import { authenticateBearer } from '../../domain/access-token.ts'
import { requireRightCode, takeCode } from '../../domain/codes.ts'
import { changeConflict } from '../../domain/new-user.ts'
import { recordOf, userOf } from '../../domain/user.ts'
import { errors } from '../../errors.ts'
import { readCode } from '../../store/units/codes.ts'
import { changeUser } from '../../store/units/users.ts'
import type { UserPoolOperation } from './load.ts'

/** VerifyUserAttribute: verifies the address that the code was sent to, and puts a pending one in place. */
export const verifyUserAttribute: UserPoolOperation<'VerifyUserAttribute'> = async (
  { environment },
  input,
) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  const attribute = input.AttributeName
  if (attribute !== 'email' && attribute !== 'phone_number') {
    throw errors.notVerifiable()
  }
  const purpose = `verify:${attribute}` as const
  const { codes } = await environment.keys.secrets(pool.id)
  const now = environment.now()
  try {
    const verdict = await environment.engine.write(function* () {
      const sent = yield* readCode(pool.id, user.sub, purpose)
      const verdict = yield* takeCode(codes, pool, user.sub, purpose, input.Code, now)
      if (verdict !== 'right' || !sent) return verdict
      yield* changeUser(pool.id, user.sub, stored => {
        const current = userOf(stored)
        const { [attribute]: pending, ...others } = current.settings.pending ?? {}
        const isPending = pending === sent.destination
        // The address was changed again since the code was sent: this code verifies nothing any more.
        if (!isPending && current.attributes[attribute] !== sent.destination) throw errors.codeExpired()
        return recordOf(pool, {
          ...current,
          attributes: {
            ...current.attributes,
            [attribute]: sent.destination,
            [`${attribute}_verified`]: 'true',
          },
          settings: { ...current.settings, pending: isPending ? others : (current.settings.pending ?? {}) },
          modifiedAt: now,
        })
      })
      return verdict
    })
    requireRightCode(verdict)
  } catch (error) {
    throw changeConflict(error)
  }
  return {}
}
