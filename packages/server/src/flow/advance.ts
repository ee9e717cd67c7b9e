import { nextFactor } from '../domain/mfa.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { spend } from '../store/units/sessions.ts'
import { nextRound } from './custom-challenge.ts'
import { askDevice, deviceForSignIn } from './device-srp.ts'
import { settleTries } from './judge-password.ts'
import { askMfaSetup } from './mfa-setup.ts'
import { askNewPassword } from './new-password-required.ts'
import type { Progress } from './sealed-state.ts'
import { askMfaType, askSecondFactor } from './select-mfa-type.ts'
import type { Proof, SignInContext, StepResult } from './sign-in.ts'

/** Goes on until something is asked, or until nothing is left to ask: then what is proven is not yet spent. */
export async function advance(context: SignInContext, result: StepResult): Promise<StepResult> {
  if (result.kind === 'challenge') return result
  const { user, progress, spent, tries, confirm } = result
  // Who may not go on is told why, but not before it is clear that the tries allow an answer at all.
  const isReady = user.enabled && user.status === 'CONFIRMED'
  if (confirm && !isReady) return await advance(context, await confirm())
  if (tries && !isReady) await settleTries(context, user, tries)
  requireMayProceed(context, user)
  const next = await nextStep(context, user, progress)
  if (!next) return result
  if (confirm) return await advance(context, await confirm())
  if (tries && isReady) await settleTries(context, user, tries)
  if (spent) await spendProof(context, spent)
  return await advance(context, await next())
}

/** What is asked next of a user who has come so far, or nothing: the order of a sign-in, in one place. */
async function nextStep(
  context: SignInContext,
  user: User,
  progress: Progress,
): Promise<(() => Promise<StepResult>) | undefined> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return () => askNewPassword(context, user, progress)
  if (progress.custom === false) {
    const rounds = ['SRP_A', 'PASSWORD_VERIFIER'].map(challengeName => ({
      challengeName,
      challengeResult: true,
    }))
    return () => nextRound(context, user, progress, rounds)
  }
  const device = progress.deviceProven ? undefined : await deviceForSignIn(context, user, progress.deviceKey)
  if (device) return () => askDevice(context, user, device, progress)
  if (progress.secondFactor) return undefined
  const factor = nextFactor(context.pool, user)
  switch (factor.kind) {
    case 'none':
      return undefined
    case 'ask':
      return () => askSecondFactor(context, factor.type, user, progress)
    case 'choose':
      return () => askMfaType(context, factor.types, user, progress)
    case 'setUp':
      return () => askMfaSetup(context, factor.types, user, progress)
  }
}

/**
 * What may keep a user out who has proven the password.
 *
 * @throws ServiceError `NotAuthorizedException`, `UserNotConfirmedException`, `PasswordResetRequiredException`
 */
function requireMayProceed({ environment, client }: SignInContext, user: User): void {
  if (!user.enabled) throw errors.userIsDisabled()
  switch (user.status) {
    case 'UNCONFIRMED':
      throw errors.userNotConfirmed()
    case 'RESET_REQUIRED':
      throw hidesUsers(client) ? errors.incorrectUsernameOrPassword() : errors.passwordResetRequired()
    case 'FORCE_CHANGE_PASSWORD':
      if (environment.now() > (user.settings.temporaryPasswordExpiresAt ?? Number.POSITIVE_INFINITY)) {
        throw errors.temporaryPasswordExpired()
      }
      return
    case 'CONFIRMED':
    case 'EXTERNAL_PROVIDER':
      return
  }
}

async function spendProof(
  { environment, pool }: SignInContext,
  { id, expiresAt, reused }: Proof,
): Promise<void> {
  const fresh = await environment.engine.write(() => spend(pool.id, id, expiresAt))
  if (!fresh) throw reused()
}

/** A result whose tries are settled, for those who do not open a session with it at once. */
export async function settled(context: SignInContext, result: StepResult): Promise<StepResult> {
  if (result.kind === 'challenge') return result
  if (result.confirm) return await settled(context, await advance(context, await result.confirm()))
  if (result.tries === undefined) return result
  const { tries, ...rest } = result
  await settleTries(context, result.user, tries)
  return rest
}
