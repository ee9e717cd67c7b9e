import { brandingNotFound, describeBranding } from '../../domain/managed-login-branding.ts'
import { resourceOf } from '../../domain/resource.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** DescribeManagedLoginBrandingByClient. */
export const describeManagedLoginBrandingByClient: UserPoolOperation<
  'DescribeManagedLoginBrandingByClient'
> = async ({ environment }, { UserPoolId, ClientId }) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, ClientId)
  const row = await environment.engine.read(function* () {
    const pointer = yield* readResource(pool.id, 'managed-login-branding-client', ClientId)
    if (!pointer) return undefined
    const { id } = resourceOf<{ readonly id: string }>(pointer).body
    return yield* readResource(pool.id, 'managed-login-branding', id)
  })
  if (!row) throw brandingNotFound()
  return { ManagedLoginBranding: describeBranding(row) }
}
