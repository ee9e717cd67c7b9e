import { checkAttributes, checkWritable, mergeAttributes } from '../domain/attributes.ts'
import { checkPasswordPolicy, sealPassword } from '../domain/password.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { recordOf, type User, userOf } from '../domain/user.ts'
import { schemaOf, sessionLifetime } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { changeUser, readUser } from '../store/units/users.ts'
import { requireParameter } from './parameters.ts'
import { openState, type SignInState, sealState } from './sealed-state.ts'
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
export async function askNewPassword(context: SignInContext, user: User): Promise<StepResult> {
  const { environment, pool, client } = context
  const session = await sealState(environment, 'session', pool, client, sessionLifetime(client), {
    step,
    sub: user.sub,
  })
  return {
    kind: 'challenge',
    name: step,
    session,
    parameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missingAttributes(context, user).map(name => prefix + name)),
      userAttributes: JSON.stringify(user.attributes),
    },
  }
}

/**
 * NEW_PASSWORD_REQUIRED: stores the new password with the attributes that came along. A password that breaks the
 * policy leaves the session usable.
 */
export const answerNewPassword: Answer = async (context, responses, session) => {
  const { environment, pool, client } = context
  const username = requireParameter(responses, 'USERNAME')
  const password = requireParameter(responses, 'NEW_PASSWORD')
  if (!session) throw errors.missingParameter('Session')
  await checkSecretHash(environment, client, [username], responses['SECRET_HASH'])
  const state = await openState<SignInState>(environment, 'session', pool, client, session)
  if (state.step !== step) throw errors.invalidSession()
  const row = await environment.engine.read(() => readUser(pool.id, state.sub))
  if (!row) throw errors.invalidSession()
  const user = userOf(row)
  checkPasswordPolicy(pool, password)
  const changes: Record<string, string> = {}
  for (const [name, value] of Object.entries(responses)) {
    if (name.startsWith(prefix) && value !== undefined) changes[name.slice(prefix.length)] = value
  }
  if (!context.admin) checkWritable(client, Object.keys(changes))
  checkAttributes(pool, changes, user.attributes)
  const missing = missingAttributes(context, user).filter(name => !changes[name])
  if (missing.length > 0) {
    throw errors.invalidParameter(`Invalid user attributes: ${missing.join(', ')} must be given.`)
  }
  const { records } = await environment.keys.secrets(pool.id)
  const sealedPassword = sealPassword(records, environment.random, user, password)
  const now = environment.now()
  const changed = await environment.engine.write(function* () {
    if (!(yield* spend(pool.id, state.id, state.expiresAt))) throw errors.sessionUsed()
    return yield* changeUser(pool.id, user.sub, stored => {
      const current = userOf(stored)
      const { temporaryPasswordExpiresAt: _, ...settings } = current.settings
      return recordOf(pool, {
        ...current,
        attributes: mergeAttributes(current.attributes, changes),
        password: sealedPassword,
        passwordSetAt: now,
        status: 'CONFIRMED',
        settings,
        modifiedAt: now,
      })
    })
  })
  if (!changed) throw errors.invalidSession()
  return { kind: 'proven', user: userOf(changed.row) }
}
