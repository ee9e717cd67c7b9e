import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { readClient } from '../store/units/clients.ts'
import type { UserPool } from './user-pool.ts'

/** Stands for all clients of a pool in what can be set for one client or for all. */
export const allClients = 'ALL'

/**
 * The id under which something is kept that is set for one client or for all.
 *
 * @throws ServiceError `ResourceNotFoundException` for a client that the pool does not have
 */
export async function clientScope(
  { engine }: Environment,
  pool: UserPool,
  clientId: string | undefined,
): Promise<string> {
  if (clientId === undefined || clientId === allClients) return allClients
  if (!(await engine.read(() => readClient(pool.id, clientId)))) throw errors.clientNotFound(clientId)
  return clientId
}
