import type {
  ClientSSOSessionConfigType,
  UserPoolTokenSessionConfigType,
} from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import type { Unit } from '../store/unit.ts'
import { readResource } from '../store/units/pool-resources.ts'
import { endOldestSessions } from '../store/units/user-sessions.ts'
import { allClients } from './client-scope.ts'
import { resourceOf } from './resource.ts'
import { originOf } from './session-origin.ts'
import type { UserPool } from './user-pool.ts'

/** SetUserPoolSessionConfiguration. */
export interface PoolSessionConfiguration {
  readonly UserSessionTracking: 'ENABLED' | 'DISABLED'
  readonly TokenSession: UserPoolTokenSessionConfigType
}

/** SetUserPoolClientSessionConfiguration. */
export interface ClientSessionConfiguration {
  readonly SSOSession: ClientSSOSessionConfigType
}

/** Sessions can be listed and revoked in any case; the limit holds once tracking is enabled. */
const poolDefaults: PoolSessionConfiguration = {
  UserSessionTracking: 'DISABLED',
  TokenSession: { MaxPerUser: 20 },
}
const clientDefaults: ClientSessionConfiguration = { SSOSession: { MaxValidityMinutes: 60 } }

async function read<Body>(
  { engine }: Environment,
  poolId: string,
  id: string,
  defaults: Body,
): Promise<Body> {
  const row = await engine.read(() => readResource(poolId, 'session-configuration', id))
  return row ? resourceOf<Body>(row).body : defaults
}

export function poolSessionConfiguration(environment: Environment, poolId: string) {
  return read(environment, poolId, allClients, poolDefaults)
}

export function clientSessionConfiguration(environment: Environment, poolId: string, clientId: string) {
  return read(environment, poolId, clientId, clientDefaults)
}

/** Holds a user to the pool's limit of sessions with tokens, in the same write that opened one: the oldest end. */
export function* holdSessionLimit(pool: UserPool, sub: string, now: number): Unit<void> {
  if (pool.sessionLimit === 0) return
  yield* endOldestSessions(
    pool.id,
    sub,
    now,
    pool.sessionLimit,
    session => originOf(session).kind !== 'browser',
  )
}

/** The limit that a pool's configuration of sessions stands for: 0 where they are not tracked. */
export function sessionLimitOf({ UserSessionTracking, TokenSession }: PoolSessionConfiguration): number {
  return UserSessionTracking === 'ENABLED' ? TokenSession.MaxPerUser : 0
}
