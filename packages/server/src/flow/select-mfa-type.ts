import { enabledMfa } from '../domain/mfa.ts'
import type { MfaType, User } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { challenge } from './challenge.ts'
import { askDeliveredCode, emailOtp, smsMfa } from './delivered-code.ts'
import { requireParameter } from './parameters.ts'
import { resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'
import { askSoftwareToken } from './software-token.ts'

const step = 'SELECT_MFA_TYPE'

/** Asks for one second factor. */
export function askSecondFactor(
  context: SignInContext,
  type: MfaType,
  user: User,
  progress: Progress,
): Promise<StepResult> {
  switch (type) {
    case 'SMS_MFA':
      return askDeliveredCode(context, smsMfa, user, progress)
    case 'EMAIL_OTP':
      return askDeliveredCode(context, emailOtp, user, progress)
    case 'SOFTWARE_TOKEN_MFA':
      return askSoftwareToken(context, user, progress)
  }
}

/** Asks which of several second factors it shall be. */
export function askMfaType(
  context: SignInContext,
  types: readonly MfaType[],
  user: User,
  progress: Progress,
): Promise<StepResult> {
  return challenge(context, step, user, progress, {
    MFAS_CAN_CHOOSE: JSON.stringify(types),
    USER_ID_FOR_SRP: user.username,
  })
}

/** SELECT_MFA_TYPE; `EMAIL_MFA` is taken for `EMAIL_OTP`, as Amazon's guide writes it. */
export const answerMfaType: Answer = async (context, responses, session) => {
  const { environment, pool } = context
  const named = requireParameter(responses, 'ANSWER')
  const { state, user } = await resume(context, step, responses, session)
  const type = enabledMfa(pool, user).find(type => type === (named === 'EMAIL_MFA' ? 'EMAIL_OTP' : named))
  if (!type) throw errors.invalidParameter(`${named} is not among the factors to choose from.`)
  const fresh = await environment.engine.write(() => spend(pool.id, state.id, state.expiresAt))
  if (!fresh) throw errors.sessionUsed()
  return await askSecondFactor(context, type, user, state.progress)
}
