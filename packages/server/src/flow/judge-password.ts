import { afterFailure, isLocked } from '../domain/lock-out.ts'
import type { User } from '../domain/user.ts'
import { foldName, hidesUsers } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import { clearAttempts, readAttempts, writeAttempts } from '../store/units/codes.ts'
import { spend } from '../store/units/sessions.ts'
import type { SignInContext } from './sign-in.ts'

type Verdict = 'right' | 'wrong' | 'locked' | 'spent'

/** What tries are counted by: the user, or a keyed hash of the name typed, so that unknown names lock as well. */
async function subjectOf({ environment, pool }: SignInContext, user: User | undefined, name: string) {
  const { decoys } = await environment.keys.secrets(pool.id)
  // Made for both: the work must be the same.
  const hash = keyedHash(decoys, `attempts ${foldName(pool, name)}`).toString('base64url')
  return `sign-in ${user?.sub ?? hash}`
}

/**
 * Acts on a checked password under the lock-out. The verdict falls inside one write, so that of many tries at
 * once only as many count as the lock-out allows, however they interleave; a right password with a clean record
 * writes nothing.
 *
 * @param name the name as typed
 * @param proof what the try used up, when it must not be tried with again
 * @throws ServiceError `NotAuthorizedException`, `PasswordResetRequiredException`
 */
export async function judgePassword(
  context: SignInContext,
  user: User | undefined,
  name: string,
  isRight: boolean,
  proof?: { readonly id: string; readonly expiresAt: number },
): Promise<void> {
  const { environment, pool } = context
  const now = environment.now()
  const subject = await subjectOf(context, user, name)
  const attemptsOf = (row: { failures: number; last_at: number } | undefined) =>
    row && { failures: row.failures, lastAt: row.last_at }
  const before = attemptsOf(await environment.engine.read(() => readAttempts(pool.id, subject)))
  if (isRight && !before) return
  const verdict = await environment.engine.write<Verdict>(function* () {
    const attempts = attemptsOf(yield* readAttempts(pool.id, subject))
    if (isLocked(attempts, now)) return 'locked'
    if (isRight) {
      yield* clearAttempts(pool.id, subject)
      return 'right'
    }
    if (proof && !(yield* spend(pool.id, proof.id, proof.expiresAt))) return 'spent'
    const { failures, lastAt } = afterFailure(attempts, now)
    yield* writeAttempts({ pool_id: pool.id, subject, failures, first_at: lastAt, last_at: lastAt })
    return 'wrong'
  })
  switch (verdict) {
    case 'right':
      return
    case 'locked':
      environment.log.warn({ event: 'signInLocked', userPoolId: pool.id, ...(user ? { sub: user.sub } : {}) })
      throw errors.passwordAttemptsExceeded()
    case 'wrong':
    case 'spent':
      // Who was imported has no password yet, and is told so where the client may know of users.
      if (user?.status === 'RESET_REQUIRED' && user.password === '' && !hidesUsers(context.client)) {
        throw errors.passwordResetRequired()
      }
      throw errors.incorrectUsernameOrPassword()
  }
}
