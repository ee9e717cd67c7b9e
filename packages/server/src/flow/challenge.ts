import type { User } from '../domain/user.ts'
import { sessionLifetime } from '../domain/user-pool.ts'
import { type Progress, type SignInState, sealState } from './sealed-state.ts'
import type { ChallengeName, SignInContext, StepResult } from './sign-in.ts'

/** Seals a state into a session; the client's id stands before it in the clear. */
export async function sealSession(
  { environment, pool, client }: SignInContext,
  state: Pick<SignInState, 'step' | 'sub' | 'progress' | 'data'>,
): Promise<string> {
  const sealed = await sealState(environment, 'session', pool, client, sessionLifetime(client), state)
  return `${client.id}.${sealed}`
}

/** Asks a user something, with a session that the answer must bring back. */
export async function challenge(
  context: SignInContext,
  name: ChallengeName,
  user: Pick<User, 'sub'>,
  progress: Progress,
  parameters: Record<string, string>,
  data?: Record<string, string>,
): Promise<StepResult & { kind: 'challenge' }> {
  const session = await sealSession(context, {
    step: name,
    sub: user.sub,
    progress,
    ...(data ? { data } : {}),
  })
  return { kind: 'challenge', name, session, parameters }
}
