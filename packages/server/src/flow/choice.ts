import { maskDestination } from '../domain/codes.ts'
import { findUserByName } from '../domain/find-user.ts'
import { availableFirstFactors, type FirstFactor, simulatedFirstFactors } from '../domain/first-factors.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { simulatedDestination } from '../domain/simulated-destination.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { runPreAuthentication } from './authentication-triggers.ts'
import { challenge, sealSession } from './challenge.ts'
import { askDeliveredCode, emailOtp, smsOtp } from './delivered-code.ts'
import { requireParameter } from './parameters.ts'
import { askPasskey } from './passkey.ts'
import { beginWithPassword } from './password.ts'
import { beginSrp } from './password-verifier.ts'
import { proofOf, resume, resumeSession } from './resume.ts'
import type { Answer, Beginning, Parameters, SignInContext, StepResult } from './sign-in.ts'

const step = 'SELECT_CHALLENGE'
/** The step of a session that ConfirmSignUp gives. */
const confirmedStep = 'CONFIRMED_SIGN_UP'

/** A session for who has just confirmed the sign-up, to sign in with at once. */
export function confirmedSession(context: SignInContext, user: User): Promise<string> {
  return sealSession(context, { step: confirmedStep, sub: user.sub, progress: {} })
}

/**
 * USER_AUTH: the factor that was preferred, when the user has it, else the choice. A session from ConfirmSignUp
 * counts as the first factor, once.
 */
export const beginChoice: Beginning = async (context, parameters, session) => {
  const { environment, pool, client } = context
  const name = requireParameter(parameters, 'USERNAME')
  await checkSecretHash(environment, client, [name], parameters['SECRET_HASH'])
  const user = await findUserByName(environment, pool, name)
  if (session) return await beginConfirmed(context, user, session)
  const preferred = parameters['PREFERRED_CHALLENGE']
  if (!user) {
    if (!hidesUsers(client)) throw errors.userNotFound()
    return await simulate(context, name, preferred, parameters)
  }
  const available = availableFirstFactors(pool, user)
  const only = available.length === 1 ? available[0] : undefined
  const factor = available.find(factor => factor === preferred) ?? only
  if (!factor) return { ...(await challenge(context, step, user, { firstFactor: false }, {})), available }
  const asked = await askFirstFactor(context, factor, user, parameters)
  return asked.kind === 'challenge' ? { ...asked, available } : asked
}

async function beginConfirmed(
  context: SignInContext,
  user: User | undefined,
  session: string,
): Promise<StepResult> {
  const resumed = await resumeSession(context, session, confirmedStep)
  if (user?.sub !== resumed.user.sub) throw errors.invalidSession()
  return { kind: 'proven', user: resumed.user, progress: {}, spent: proofOf(resumed.state) }
}

/** Answers for a user that does not exist as for one that does. */
async function simulate(
  context: SignInContext,
  name: string,
  preferred: string | undefined,
  parameters: Parameters,
): Promise<StepResult> {
  const { environment, pool } = context
  if (preferred === 'PASSWORD' && parameters['PASSWORD']) return await beginWithPassword(context, parameters)
  if (preferred === 'PASSWORD_SRP' && parameters['SRP_A']) return await beginSrp(context, parameters)
  const available = simulatedFirstFactors(pool)
  const factor = available.find(factor => factor === preferred)
  const nobody = { sub: uuid(environment.random) }
  const data = { decoy: 'yes', salt: '', hash: '' }
  if (factor === 'EMAIL_OTP' || factor === 'SMS_OTP') {
    const { value } = simulatedDestination(pool, name)
    const parameters = {
      CODE_DELIVERY_DELIVERY_MEDIUM: factor === 'EMAIL_OTP' ? 'EMAIL' : 'SMS',
      CODE_DELIVERY_DESTINATION: maskDestination(value),
      USER_ID_FOR_SRP: name,
    }
    const asked = await challenge(context, factor, nobody, { firstFactor: false }, parameters, data)
    return { ...asked, available }
  }
  return { ...(await challenge(context, step, nobody, {}, {}, data)), available }
}

/** Asks for a first factor, or takes it at once where its answer came along. */
async function askFirstFactor(
  context: SignInContext,
  factor: FirstFactor,
  user: User,
  parameters: Parameters,
): Promise<StepResult> {
  const progress = { firstFactor: false }
  switch (factor) {
    case 'PASSWORD':
      return parameters['PASSWORD']
        ? await beginWithPassword(context, parameters)
        : await challenge(context, 'PASSWORD', user, progress, {})
    case 'PASSWORD_SRP':
      return parameters['SRP_A']
        ? await beginSrp(context, parameters)
        : await challenge(context, 'PASSWORD_SRP', user, progress, {})
    case 'EMAIL_OTP':
      await runPreAuthentication(context, user, user.username)
      return await askDeliveredCode(context, emailOtp, user, progress)
    case 'SMS_OTP':
      await runPreAuthentication(context, user, user.username)
      return await askDeliveredCode(context, smsOtp, user, progress)
    case 'WEB_AUTHN':
      await runPreAuthentication(context, user, user.username)
      return await askPasskey(context, user)
  }
}

/** SELECT_CHALLENGE: the choice, with the answer at once where it is a password or an SRP value. */
export const answerChoice: Answer = async (context, responses, session) => {
  const { environment, pool } = context
  const named = requireParameter(responses, 'ANSWER')
  const { state, user } = await resume(context, step, responses, session)
  const factor = availableFirstFactors(pool, user).find(factor => factor === named)
  if (!factor) throw errors.invalidParameter(`${named} is not among the challenges to choose from.`)
  const proof = proofOf(state)
  const fresh = await environment.engine.write(() => spend(pool.id, proof.id, proof.expiresAt))
  if (!fresh) throw proof.reused()
  return await askFirstFactor(context, factor, user, responses)
}

/** PASSWORD: a wrong one leaves the session usable, under the lock-out. */
export const answerPassword: Answer = async (context, responses, session) => {
  requireParameter(responses, 'PASSWORD')
  const { state } = await resume(context, 'PASSWORD', responses, session)
  const result = await beginWithPassword(context, responses)
  return result.kind === 'proven' ? { ...result, spent: proofOf(state) } : result
}

/** PASSWORD_SRP: SRP_A leads to PASSWORD_VERIFIER. */
export const answerPasswordSrp: Answer = async (context, responses, session) => {
  await resume(context, 'PASSWORD_SRP', responses, session)
  return await beginSrp(context, responses)
}
