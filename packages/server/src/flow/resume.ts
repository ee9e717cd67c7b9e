import { findUserByName } from '../domain/find-user.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { type User, userOf } from '../domain/user.ts'
import { errors } from '../errors.ts'
import { readUser } from '../store/units/users.ts'
import { requireParameter } from './parameters.ts'
import { openState, type SignInState } from './sealed-state.ts'
import type { Parameters, Proof, SignInContext } from './sign-in.ts'

export interface Resumed {
  readonly state: SignInState
  readonly user: User
}

/**
 * Takes a sign-in up again at a step: opens the session and checks that the answer is for the step and the user
 * that it was made for.
 *
 * @throws ServiceError `NotAuthorizedException`, `InvalidParameterException`
 */
export async function resume(
  context: SignInContext,
  step: string,
  responses: Parameters,
  session: string | undefined,
): Promise<Resumed> {
  const { environment, pool, client } = context
  const username = requireParameter(responses, 'USERNAME')
  if (!session) throw errors.missingParameter('Session')
  await checkSecretHash(environment, client, [username], responses['SECRET_HASH'])
  const resumed = await resumeSession(context, session, step)
  const named = await findUserByName(environment, pool, username)
  if (named?.sub !== resumed.user.sub) throw errors.invalidSession()
  return resumed
}

/** A session as something that may be used once. */
export function proofOf({ id, expiresAt }: SignInState): Proof {
  return { id, expiresAt, reused: errors.sessionUsed }
}

/** The client that a session was made for, which stands before it in the clear: some calls name no client. */
export function clientOfSession(session: string): string {
  return session.slice(0, Math.max(0, session.indexOf('.')))
}

/** The state of a session for a user that does not exist; `undefined` for every other session. */
export async function openDecoy(
  context: SignInContext,
  step: string,
  session: string | undefined,
): Promise<SignInState | undefined> {
  const state = session ? await openSession(context, session) : undefined
  return state?.step === step && state.data?.['decoy'] === 'yes' ? state : undefined
}

/**
 * Refuses the answer to a challenge that was only simulated, for a user that does not exist.
 *
 * @throws ServiceError `CodeMismatchException`
 */
export async function refuseDecoy(
  context: SignInContext,
  step: string,
  session: string | undefined,
): Promise<void> {
  if (await openDecoy(context, step, session)) throw errors.firstFactorCodeMismatch()
}

async function openSession(
  { environment, pool, client }: SignInContext,
  session: string,
): Promise<SignInState> {
  if (clientOfSession(session) !== client.id) throw errors.invalidSession()
  const sealed = session.slice(session.indexOf('.') + 1)
  return await openState<SignInState>(environment, 'session', pool, client, sealed)
}

/** The part that needs no answer: what a session stands for. */
export async function resumeSession(context: SignInContext, session: string, step: string): Promise<Resumed> {
  const { environment, pool } = context
  const state = await openSession(context, session)
  if (state.step !== step) throw errors.invalidSession()
  const row = await environment.engine.read(() => readUser(pool.id, state.sub))
  if (!row) throw errors.invalidSession()
  return { state, user: userOf(row) }
}
