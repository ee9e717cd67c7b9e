import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { authenticationOptions, verifyAssertion } from '../domain/passkeys.ts'
import { recordOf, type User, userOf } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { changeUser } from '../store/units/users.ts'
import { challenge } from './challenge.ts'
import { judgeCode } from './judge-code.ts'
import { requireParameter } from './parameters.ts'
import { proofOf, resume } from './resume.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'

const step = 'WEB_AUTHN'

/** Asks for an assertion of one of the user's passkeys. */
export async function askPasskey(context: SignInContext, user: User): Promise<StepResult> {
  const options = await authenticationOptions(context.environment, context.pool, user)
  return await challenge(
    context,
    step,
    user,
    { firstFactor: false },
    { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options), USERNAME: user.username },
    { challenge: options.challenge },
  )
}

/** WEB_AUTHN: a passkey that proves itself is both factors at once. */
export const answerPasskey: Answer = async (context, responses, session) => {
  const { environment, pool } = context
  const text = requireParameter(responses, 'CREDENTIAL')
  const resumed = await resume(context, step, responses, session)
  const { user, state } = resumed
  const used = await verifyAssertion(environment, pool, user, state.data?.['challenge'] ?? '', parse(text))
  await judgeCode(context, resumed, used !== undefined, errors.incorrectUsernameOrPassword, () =>
    changeUser(pool.id, user.sub, row => {
      const current = userOf(row)
      const passkeys = (current.settings.passkeys ?? []).map(passkey =>
        used && passkey.id === used.id
          ? { ...passkey, counter: Math.max(passkey.counter, used.counter) }
          : passkey,
      )
      return recordOf(pool, { ...current, settings: { ...current.settings, passkeys } })
    }),
  )
  const progress = { ...state.progress, firstFactor: true, secondFactor: true }
  return { kind: 'proven', user, progress, spent: proofOf(state) }
}

function parse(text: string): AuthenticationResponseJSON {
  try {
    return JSON.parse(text) as AuthenticationResponseJSON
  } catch (cause) {
    throw Object.assign(errors.invalidParameter('CREDENTIAL is not JSON.'), { cause })
  }
}
