import { checkAttributes, checkWritable, mergeAttributes } from '../domain/attributes.ts'
import { checkPasswordPolicy, sealPassword } from '../domain/password.ts'
import { checkPasswordHistory, withPassword } from '../domain/password-history.ts'
import { recordOf, type User, userOf } from '../domain/user.ts'
import { schemaOf } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { changeUser } from '../store/units/users.ts'
import { challenge } from './challenge.ts'
import { requireParameter } from './parameters.ts'
import { resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'

const step = 'NEW_PASSWORD_REQUIRED'
const prefix = 'userAttributes.'

/** Required attributes that the user lacks: the answer must bring them. */
function missingAttributes({ pool }: SignInContext, user: User): string[] {
  return [...schemaOf(pool)]
    .filter(([name, { Required }]) => Required && name !== 'sub' && !user.attributes[name])
    .map(([name]) => name)
}

/** Asks for a new password in place of the temporary one. */
export function askNewPassword(context: SignInContext, user: User, progress: Progress): Promise<StepResult> {
  return challenge(context, step, user, progress, {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missingAttributes(context, user).map(name => prefix + name)),
    userAttributes: JSON.stringify(user.attributes),
  })
}

/**
 * NEW_PASSWORD_REQUIRED: stores the new password with the attributes that came along. A password that breaks the
 * policy leaves the session usable.
 */
export const answerNewPassword: Answer = async (context, responses, session) => {
  const { environment, pool, client } = context
  const password = requireParameter(responses, 'NEW_PASSWORD')
  const { state, user } = await resume(context, step, responses, session)
  checkPasswordPolicy(pool, password)
  const { records } = await environment.keys.secrets(pool.id)
  checkPasswordHistory(pool, records, user, password)
  const changes: Record<string, string> = {}
  for (const [name, value] of Object.entries(responses)) {
    if (name.startsWith(prefix) && value !== undefined) changes[name.slice(prefix.length)] = value
  }
  if (!context.admin) checkWritable(client, Object.keys(changes))
  checkAttributes(pool, changes, user.attributes)
  const missing = missingAttributes(context, user).filter(name => !changes[name])
  if (missing.length > 0) {
    throw errors.invalidParameter(`Invalid attributes given, ${missing.join(', ')} is missing`)
  }
  const sealedPassword = sealPassword(records, environment.random, user, password)
  const now = environment.now()
  const changed = await environment.engine.write(function* () {
    if (!(yield* spend(pool.id, state.id, state.expiresAt))) throw errors.sessionUsed()
    return yield* changeUser(pool.id, user.sub, stored => {
      const current = userOf(stored)
      return recordOf(pool, {
        ...current,
        attributes: mergeAttributes(current.attributes, changes),
        ...withPassword(pool, current, sealedPassword, now),
        status: 'CONFIRMED',
        modifiedAt: now,
      })
    })
  })
  if (!changed) throw errors.invalidSession()
  return { kind: 'proven', user: userOf(changed.row), progress: { ...state.progress, newPassword: true } }
}
