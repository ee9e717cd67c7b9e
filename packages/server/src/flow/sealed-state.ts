import type { UserPool, UserPoolClient } from '../domain/user-pool.ts'
import { type Environment, uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'

/** What of a sign-in is behind it. */
export interface Progress {
  /** False while a first factor is still to be proven. */
  readonly firstFactor?: boolean
  /** The second factor is proven, or the first one counts as both. */
  readonly secondFactor?: boolean
  /** The key of the device that the client said it is, or that has proven itself. */
  readonly deviceKey?: string
  readonly deviceProven?: boolean
  /** A custom sign-in: its triggers decide after the password, and have decided once this is true. */
  readonly custom?: boolean
  /** The password was just set: the tokens come from NEW_PASSWORD_REQUIRED. */
  readonly newPassword?: boolean
}

/**
 * Where a sign-in stands, in the client's hands between two steps: sealed, bound to pool and client, for one use
 * and for a limited time. Nodes share nothing of it, so any of them can go on with it.
 */
export interface SignInState {
  /** The challenge that this state waits to be answered. */
  readonly step: string
  readonly sub: string
  readonly id: string
  /** Milliseconds. */
  readonly expiresAt: number
  readonly progress: Progress
  /** What a step needs to remember. */
  readonly data?: Readonly<Record<string, string>>
}

type Kind = 'session' | 'secret block'

const contextOf = (kind: Kind, pool: UserPool, client: UserPoolClient) => `${kind} ${pool.id} ${client.id}`

/** Seals something for the client to bring back; `lifetime` in milliseconds. */
export async function sealState<T extends object>(
  environment: Environment,
  kind: Kind,
  pool: UserPool,
  client: UserPoolClient,
  lifetime: number,
  state: T,
): Promise<string> {
  const { sessions } = await environment.keys.secrets(pool.id)
  const content = { ...state, id: uuid(environment.random), expiresAt: environment.now() + lifetime }
  const value = Buffer.from(JSON.stringify(content))
  const nonce = environment.random(sealNonceLength)
  return seal(sessions, contextOf(kind, pool, client), value, nonce).toString('base64')
}

/**
 * Opens what `sealState` sealed.
 *
 * @throws ServiceError `NotAuthorizedException` when it is not ours, is another pool's or client's, or is too old
 */
export async function openState<T extends object>(
  environment: Environment,
  kind: Kind,
  pool: UserPool,
  client: UserPoolClient,
  sealed: string,
): Promise<T & { id: string; expiresAt: number }> {
  const { sessions } = await environment.keys.secrets(pool.id)
  const value = unseal(sessions, contextOf(kind, pool, client), Buffer.from(sealed, 'base64'))
  if (!value) throw errors.invalidSession()
  const state = JSON.parse(value.toString('utf8')) as T & { id: string; expiresAt: number }
  if (environment.now() > state.expiresAt) throw errors.sessionExpired()
  return state
}
