import type { UserPool, UserPoolClient } from '../domain/user-pool.ts'
import { type Environment, uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'

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
  return seal(sessions, contextOf(kind, pool, client), value, environment.random(sealNonceLength)).toString(
    'base64',
  )
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
