import { timingSafeEqual } from 'node:crypto'
import { maskDestination } from '../domain/codes.ts'
import { sendMessage } from '../domain/send-message.ts'
import type { User } from '../domain/user.ts'
import { randomText } from '../environment.ts'
import { errors, type ServiceError } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import { challenge } from './challenge.ts'
import { judgeCode } from './judge-code.ts'
import { requireParameter } from './parameters.ts'
import { proofOf, refuseDecoy, resume } from './resume.ts'
import type { Progress } from './sealed-state.ts'
import { type Answer, type SignInContext, type StepResult, senderOf } from './sign-in.ts'

/** A challenge that sends a code: what it is called, where the code goes, and how the answer names it. */
interface DeliveredCode {
  readonly name: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'
  readonly attribute: 'email' | 'phone_number'
  readonly response: string
}

export const smsMfa: DeliveredCode = { name: 'SMS_MFA', attribute: 'phone_number', response: 'SMS_MFA_CODE' }
export const emailOtp: DeliveredCode = { name: 'EMAIL_OTP', attribute: 'email', response: 'EMAIL_OTP_CODE' }
export const smsOtp: DeliveredCode = { name: 'SMS_OTP', attribute: 'phone_number', response: 'SMS_OTP_CODE' }

/** Whether the code is the first factor: then it is longer, and a wrong one is named otherwise. */
function isFirstFactor(progress: Progress): boolean {
  return progress.firstFactor === false
}

/**
 * Sends a code and asks for it. Its keyed hash travels in the sealed session, so that nothing is written; the
 * session dies with its time.
 */
export async function askDeliveredCode(
  context: SignInContext,
  kind: DeliveredCode,
  user: User,
  progress: Progress,
): Promise<StepResult> {
  const { environment, pool } = context
  const to = user.attributes[kind.attribute] ?? ''
  const code = randomText(environment.random, '0123456789', isFirstFactor(progress) ? 8 : 6)
  const { codes } = await environment.keys.secrets(pool.id)
  const salt = randomText(environment.random, '0123456789abcdef', 16)
  const medium = kind.attribute === 'email' ? 'EMAIL' : 'SMS'
  await sendMessage(environment, senderOf(context), { user, kind: 'Authentication', medium, to, code })
  return await challenge(
    context,
    kind.name,
    user,
    progress,
    {
      CODE_DELIVERY_DELIVERY_MEDIUM: medium,
      CODE_DELIVERY_DESTINATION: maskDestination(to),
      USER_ID_FOR_SRP: user.username,
    },
    { salt, hash: keyedHash(codes, `sign-in ${user.sub} ${salt} ${code}`).toString('base64') },
  )
}

/** Takes the answer to a challenge that sent a code. */
export const answerDeliveredCode =
  (kind: DeliveredCode): Answer =>
  async (context, responses, session) => {
    const code = requireParameter(responses, kind.response)
    await refuseDecoy(context, kind.name, session)
    const resumed = await resume(context, kind.name, responses, session)
    const { state, user } = resumed
    const { codes } = await context.environment.keys.secrets(context.pool.id)
    const expected = Buffer.from(state.data?.['hash'] ?? '', 'base64')
    const given = keyedHash(codes, `sign-in ${user.sub} ${state.data?.['salt']} ${code}`)
    const mismatch = (): ServiceError =>
      isFirstFactor(state.progress) ? errors.firstFactorCodeMismatch() : errors.mfaCodeMismatch()
    await judgeCode(context, resumed, timingSafeEqual(expected, given), mismatch)
    const spent = proofOf(state)
    const progress = isFirstFactor(state.progress)
      ? { ...state.progress, firstFactor: true, secondFactor: true }
      : { ...state.progress, secondFactor: true }
    return { kind: 'proven', user, progress, spent }
  }
