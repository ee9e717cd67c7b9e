import type { InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import type { User } from '../domain/user.ts'
import { sessionLifetime } from '../domain/user-pool.ts'
import { type Progress, sealState } from './sealed-state.ts'
import type { SignInContext, StepResult } from './sign-in.ts'

export type ChallengeName = NonNullable<InitiateAuthResponse['ChallengeName']>

/** Asks a user something, with a session that the answer must bring back. */
export async function challenge(
  { environment, pool, client }: SignInContext,
  name: ChallengeName,
  user: Pick<User, 'sub'>,
  progress: Progress,
  parameters: Record<string, string>,
  data?: Record<string, string>,
): Promise<StepResult> {
  const state = { step: name, sub: user.sub, progress, ...(data ? { data } : {}) }
  const lifetime = sessionLifetime(client)
  const sealed = await sealState(environment, 'session', pool, client, lifetime, state)
  return { kind: 'challenge', name, session: `${client.id}.${sealed}`, parameters }
}
