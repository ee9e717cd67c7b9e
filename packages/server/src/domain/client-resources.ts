import type { Unit } from '../store/unit.ts'
import { deleteResource, listResources, readResource } from '../store/units/pool-resources.ts'
import { type Resource, type ResourceKind, resourceOf } from './resource.ts'
import { termsKey, termsPerClient } from './terms.ts'

/** What is kept under a client's id. */
const kinds: readonly ResourceKind[] = ['ui-customization', 'risk-configuration', 'session-configuration']

type Pointer = Resource<{ readonly id: string }>

/** Deletes what was set for one client, when that client is deleted. */
export function* deleteClientResources(poolId: string, clientId: string): Unit<void> {
  for (const kind of kinds) yield* deleteResource(poolId, kind, clientId)
  const branding = yield* readResource(poolId, 'managed-login-branding-client', clientId)
  if (branding) {
    const { body }: Pointer = resourceOf(branding)
    yield* deleteResource(poolId, 'managed-login-branding', body.id)
    yield* deleteResource(poolId, 'managed-login-branding-client', clientId)
  }
  const page = { after: '', limit: termsPerClient }
  for (const row of yield* listResources(poolId, 'terms-client', page, termsKey(clientId, ''))) {
    const { body }: Pointer = resourceOf(row)
    yield* deleteResource(poolId, 'terms', body.id)
    yield* deleteResource(poolId, 'terms-client', row.id)
  }
}
