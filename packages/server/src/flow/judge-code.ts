import { afterFailure, isLocked } from '../domain/lock-out.ts'
import { errors, type ServiceError } from '../errors.ts'
import type { Unit } from '../store/unit.ts'
import { clearAttempts, readAttempts, writeAttempts } from '../store/units/codes.ts'
import type { Resumed } from './resume.ts'
import type { SignInContext } from './sign-in.ts'

/** How many wrong codes one session takes before it is void. */
const triesPerSession = 5

type Verdict = 'right' | 'wrong' | 'locked' | 'void'

/**
 * Acts on a code of a second factor, in one write: a wrong one is counted against the user, as passwords are, and
 * against the session.
 *
 * @param act what is written when the code is right; may throw to refuse
 * @throws ServiceError `mismatch` for a wrong code
 */
export async function judgeCode(
  { environment, pool }: SignInContext,
  { user, state }: Resumed,
  isRight: boolean,
  mismatch: () => ServiceError,
  act?: () => Unit<unknown>,
): Promise<void> {
  const now = environment.now()
  const subject = `mfa ${user.sub}`
  const tries = `session ${state.id}`
  const verdict = await environment.engine.write<Verdict>(function* () {
    const row = yield* readAttempts(pool.id, subject)
    const attempts = row && { failures: row.failures, lastAt: row.last_at }
    if (isLocked(attempts, now)) return 'locked'
    const inSession = (yield* readAttempts(pool.id, tries))?.failures ?? 0
    if (inSession >= triesPerSession) return 'void'
    if (isRight) {
      if (row) yield* clearAttempts(pool.id, subject)
      if (inSession > 0) yield* clearAttempts(pool.id, tries)
      if (act) yield* act()
      return 'right'
    }
    const { failures, lastAt } = afterFailure(attempts, now)
    yield* writeAttempts({ pool_id: pool.id, subject, failures, first_at: lastAt, last_at: lastAt })
    yield* writeAttempts({
      pool_id: pool.id,
      subject: tries,
      failures: inSession + 1,
      first_at: now,
      last_at: now,
    })
    return 'wrong'
  })
  switch (verdict) {
    case 'right':
      return
    case 'wrong':
      throw mismatch()
    case 'locked':
      throw errors.passwordAttemptsExceeded()
    case 'void':
      throw errors.invalidSession()
  }
}
