import { alterUser } from '../domain/alter-user.ts'
import { isEmailAddress, mergeAttributes } from '../domain/attributes.ts'
import type { MfaType, User } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { challenge } from './challenge.ts'
import { askDeliveredCode, emailOtp } from './delivered-code.ts'
import { proofOf, resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import type { Answer, SignInContext, StepResult } from './sign-in.ts'

export const mfaSetupStep = 'MFA_SETUP'

/**
 * Asks the user to set a second factor up.
 *
 * @param verified whether an authenticator app has proven itself in this sign-in
 */
export function askMfaSetup(
  context: SignInContext,
  types: readonly MfaType[],
  user: User,
  progress: Progress,
  verified = false,
): Promise<StepResult> {
  return challenge(
    context,
    mfaSetupStep,
    user,
    progress,
    { MFAS_CAN_SETUP: JSON.stringify(types), USER_ID_FOR_SRP: user.username },
    { types: JSON.stringify(types), ...(verified ? { verified: 'yes' } : {}) },
  )
}

/** MFA_SETUP: with the session of a verified authenticator app, or with an e-mail address to send a code to. */
export const answerMfaSetup: Answer = async (context, responses, session) => {
  const { environment, pool } = context
  const { state, user } = await resume(context, mfaSetupStep, responses, session)
  const email = responses['EMAIL']
  if (email !== undefined) {
    const types = JSON.parse(state.data?.['types'] ?? '[]') as MfaType[]
    if (!types.includes('EMAIL_OTP'))
      throw errors.invalidParameter('E-mail cannot be set up as a factor here.')
    if (!isEmailAddress(email)) throw errors.invalidParameter('Invalid email address format.')
    const fresh = await environment.engine.write(() => spend(pool.id, state.id, state.expiresAt))
    if (!fresh) throw errors.sessionUsed()
    const changed = await alterUser(environment, pool, user.sub, current => ({
      attributes: mergeAttributes(current.attributes, { email }),
    }))
    return await askDeliveredCode(context, emailOtp, changed, state.progress)
  }
  if (state.data?.['verified'] !== 'yes') throw errors.invalidSession()
  const spent = proofOf(state)
  return { kind: 'proven', user, progress: { ...state.progress, secondFactor: true }, spent }
}
