import type { InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import type { User } from '../domain/user.ts'
import type { UserPool, UserPoolClient } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'

/** Who signs in through what: the fixed part of every step. */
export interface SignInContext {
  readonly environment: Environment
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** Whether an administrator's operation drives the sign-in. */
  readonly admin: boolean
}

/** What a step leads to. The dispatcher turns it into the next challenge or into tokens. */
export type StepResult =
  /** A challenge whose answer carries its own proof, and so needs no session of ours. */
  | {
      readonly kind: 'challenge'
      readonly name: NonNullable<InitiateAuthResponse['ChallengeName']>
      readonly parameters: Record<string, string>
      readonly session?: string
    }
  /**
   * The user has proven the factor at hand. `spent` names what must not be used again; it is spent in the same
   * write that acts on the proof.
   */
  | {
      readonly kind: 'proven'
      readonly user: User
      readonly spent?: { readonly id: string; readonly expiresAt: number }
    }

/** Parameters as a client sent them. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** A first step: begins a sign-in. */
export type Beginning = (context: SignInContext, parameters: Parameters) => Promise<StepResult>

/** A later step: takes the answer to a challenge. */
export type Answer = (
  context: SignInContext,
  responses: Parameters,
  session: string | undefined,
) => Promise<StepResult>
