import type { InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import type { FirstFactor } from '../domain/first-factors.ts'
import type { Sender } from '../domain/send-message.ts'
import type { User } from '../domain/user.ts'
import type { UserPool, UserPoolClient } from '../domain/user-pool.ts'
import type { Environment } from '../environment.ts'
import type { ServiceError } from '../errors.ts'
import type { Progress } from './sealed-state.ts'

export type ChallengeName = NonNullable<InitiateAuthResponse['ChallengeName']>

/** Who signs in through what: the fixed part of every step. */
export interface SignInContext {
  readonly environment: Environment
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** Whether an administrator's operation drives the sign-in. */
  readonly admin: boolean
  /** What the call says for triggers alone. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined
}

/** The sign-in as the sender of a message. */
export function senderOf({ pool, client, clientMetadata }: SignInContext): Sender {
  return { pool, clientId: client.id, clientMetadata }
}

/** Something that may be used once, until it is too old anyway. */
export interface Proof {
  readonly id: string
  /** Milliseconds. */
  readonly expiresAt: number
  /** What a second use is refused with. */
  readonly reused: () => ServiceError
}

/** What a step leads to. The dispatcher turns it into the next challenge or into tokens. */
export type StepResult =
  | {
      readonly kind: 'challenge'
      readonly name: ChallengeName
      readonly parameters: Record<string, string>
      /** Absent where the answer carries a proof of its own. */
      readonly session?: string
      /** What a choice-based sign-in could go on with. */
      readonly available?: readonly FirstFactor[]
    }
  /**
   * The user has proven the factor at hand. `spent` names what must not be used again; it is spent in the same
   * write that acts on the proof.
   */
  | {
      readonly kind: 'proven'
      readonly user: User
      readonly progress: Progress
      readonly spent?: Proof
      /** The subject of earlier tries of the password, which are settled before anything is told or asked. */
      readonly tries?: string
      /**
       * There while the user is only as remembered from the beginning. Does the step again with the user as stored now;
       * left out by whoever notices a change in the same write that acts on the proof.
       */
      readonly confirm?: () => Promise<StepResult>
    }

/** A step that left nothing unproven of the factor at hand. */
export type Proven = StepResult & { readonly kind: 'proven' }

/** Parameters as a client sent them. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** A first step: begins a sign-in. */
export type Beginning = (
  context: SignInContext,
  parameters: Parameters,
  session?: string,
) => Promise<StepResult>

/** A later step: takes the answer to a challenge. */
export type Answer = (
  context: SignInContext,
  responses: Parameters,
  session: string | undefined,
) => Promise<StepResult>
