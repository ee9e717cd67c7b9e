import { afterFailure, isLocked } from '../domain/lock-out.ts'
import type { User } from '../domain/user.ts'
import { foldName, hidesUsers } from '../domain/user-pool.ts'
import { errors, type ServiceError } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import type { Unit } from '../store/unit.ts'
import { clearAttempts, readAttempts, writeAttempts } from '../store/units/codes.ts'
import { spend } from '../store/units/sessions.ts'
import type { SignInContext } from './sign-in.ts'

/** What tries are counted by: the user, or a keyed hash of the name typed, so that unknown names lock as well. */
async function subjectOf({ environment, pool }: SignInContext, user: User | undefined, name: string) {
  const { decoys } = await environment.keys.secrets(pool.id)
  // Made for both: the work must be the same.
  const hash = keyedHash(decoys, `attempts ${foldName(pool, name)}`).toString('base64url')
  return `sign-in ${user?.sub ?? hash}`
}

/**
 * Acts on a checked password under the lock-out. The verdict on a wrong one falls inside one write, so that of many
 * tries at once only as many count as the lock-out allows, however they interleave. The tries before a right one are
 * looked at later, in the write that acts on it: by `settleTries`, or by opening a session that must have none.
 *
 * @param name the name as typed
 * @param proof what the try used up, when it must not be tried with again
 * @returns the subject of the tries before, which are still to be settled
 * @throws ServiceError `NotAuthorizedException`, `PasswordResetRequiredException`
 */
export async function judgePassword(
  context: SignInContext,
  user: User | undefined,
  name: string,
  isRight: boolean,
  proof?: { readonly id: string; readonly expiresAt: number },
): Promise<string> {
  const { environment, pool } = context
  const now = environment.now()
  const subject = await subjectOf(context, user, name)
  if (isRight) return subject
  const verdict = await environment.engine.write<'wrong' | 'locked' | 'spent'>(function* () {
    const attempts = attemptsOf(yield* readAttempts(pool.id, subject))
    if (isLocked(attempts, now)) return 'locked'
    if (proof && !(yield* spend(pool.id, proof.id, proof.expiresAt))) return 'spent'
    const { failures, lastAt } = afterFailure(attempts, now)
    yield* writeAttempts({ pool_id: pool.id, subject, failures, first_at: lastAt, last_at: lastAt })
    return 'wrong'
  })
  if (verdict === 'locked') throw locked(context, user?.sub)
  // Who was imported has no password yet, and is told so where the client may know of users.
  if (user?.status === 'RESET_REQUIRED' && user.password === '' && !hidesUsers(context.client)) {
    throw errors.passwordResetRequired()
  }
  throw errors.incorrectUsernameOrPassword()
}

/**
 * Forgets the tries before a right password, unless they lock the user out; without any, nothing is written.
 *
 * @throws ServiceError `NotAuthorizedException`
 */
export async function settleTries(context: SignInContext, user: User, subject: string): Promise<void> {
  const { engine } = context.environment
  if (!(await engine.read(() => readAttempts(context.pool.id, subject)))) return
  if (!(await engine.write(() => clearTries(context, subject)))) throw locked(context, user.sub)
}

/** The part of `settleTries` for a write that does more; `false` for a user who is locked out. */
export function* clearTries({ environment, pool }: SignInContext, subject: string): Unit<boolean> {
  const attempts = attemptsOf(yield* readAttempts(pool.id, subject))
  if (isLocked(attempts, environment.now())) return false
  if (attempts) yield* clearAttempts(pool.id, subject)
  return true
}

/** What somebody who is locked out is told; the log hears of it. */
export function locked({ environment, pool }: SignInContext, sub: string | undefined): ServiceError {
  environment.log.warn({ event: 'signInLocked', userPoolId: pool.id, ...(sub ? { sub } : {}) })
  return errors.passwordAttemptsExceeded()
}

const attemptsOf = (row: { failures: number; last_at: number } | undefined) =>
  row && { failures: row.failures, lastAt: row.last_at }
