import type {
  ClientSSOSessionConfigType,
  UserPoolTokenSessionConfigType,
} from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { readResource } from '../store/units/pool-resources.ts'
import { allClients } from './client-scope.ts'
import { resourceOf } from './resource.ts'

/** SetUserPoolSessionConfiguration. */
export interface PoolSessionConfiguration {
  readonly UserSessionTracking: 'ENABLED' | 'DISABLED'
  readonly TokenSession: UserPoolTokenSessionConfigType
}

/** SetUserPoolClientSessionConfiguration. */
export interface ClientSessionConfiguration {
  readonly SSOSession: ClientSSOSessionConfigType
}

/** Every session is tracked here from the start, as revocation needs it. */
const poolDefaults: PoolSessionConfiguration = {
  UserSessionTracking: 'ENABLED',
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
