import type { Environment } from '../environment.ts'
import { listResources } from '../store/units/pool-resources.ts'
import { type Resource, resourceOf } from './resource.ts'
import type { ResourceServerBody } from './resource-servers.ts'

/** More than a pool may have (Cognito's quota is 25, and 300 on request). */
const allServers = { after: '', limit: 1000 }

/** The custom scopes of a pool: a resource server's identifier, a slash, and the scope's name. */
export async function customScopes({ engine }: Environment, poolId: string): Promise<Set<string>> {
  const rows = await engine.read(() => listResources(poolId, 'resource-server', allServers))
  return new Set(
    rows.flatMap(row => {
      const { id, body }: Resource<ResourceServerBody> = resourceOf(row)
      return body.Scopes.map(({ ScopeName }) => `${id}/${ScopeName}`)
    }),
  )
}

/** The attributes that a scope of OpenID Connect stands for (Core, 5.4); `profile` stands for all others. */
const attributesOfScope: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
}

/**
 * Whether an attribute may be told under the granted scopes. As with Amazon, `openid` without `email`, `phone` and
 * `profile` opens all that the client may read.
 */
export function isInScope(granted: readonly string[], attribute: string): boolean {
  if (!granted.includes('openid')) return false
  if (!['email', 'phone', 'profile'].some(scope => granted.includes(scope))) return true
  const own = Object.keys(attributesOfScope).find(scope => attributesOfScope[scope]?.includes(attribute))
  return granted.includes(own ?? 'profile')
}
