import { totpStep } from '../domain/totp.ts'
import { recordOf, type User, userOf } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { changeUser } from '../store/units/users.ts'
import { challenge } from './challenge.ts'
import { judgeCode } from './judge-code.ts'
import { requireParameter } from './parameters.ts'
import { proofOf, resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'

const step = 'SOFTWARE_TOKEN_MFA'

/** Asks for the code of the authenticator app. */
export function askSoftwareToken(
  context: SignInContext,
  user: User,
  progress: Progress,
): Promise<StepResult> {
  const name = user.settings.totp?.deviceName
  return challenge(context, step, user, progress, {
    USER_ID_FOR_SRP: user.username,
    ...(name ? { FRIENDLY_DEVICE_NAME: name } : {}),
  })
}

/** SOFTWARE_TOKEN_MFA. A code that was taken once is refused, also when it comes twice at the same moment. */
export const answerSoftwareToken: Answer = async (context, responses, session) => {
  const { environment, pool } = context
  const code = requireParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE')
  const resumed = await resume(context, step, responses, session)
  const { user, state } = resumed
  const { records } = await environment.keys.secrets(pool.id)
  const registration = user.settings.totp
  const timeStep = registration && totpStep(records, user, registration.secret, code, environment.now())
  await judgeCode(context, resumed, timeStep !== undefined, errors.mfaCodeMismatch, () =>
    changeUser(pool.id, user.sub, row => {
      const current = userOf(row)
      const totp = current.settings.totp
      if (!totp || timeStep === undefined) throw errors.mfaCodeMismatch()
      if (timeStep <= totp.lastStep) throw errors.totpUsed()
      return recordOf(pool, {
        ...current,
        settings: { ...current.settings, totp: { ...totp, lastStep: timeStep } },
      })
    }),
  )
  const spent = proofOf(state)
  return { kind: 'proven', user, progress: { ...state.progress, secondFactor: true }, spent }
}
