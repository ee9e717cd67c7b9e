import { type BrandingBody, brandingNotFound } from '../../domain/managed-login-branding.ts'
import { resourceOf } from '../../domain/resource.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteManagedLoginBranding. */
export const deleteManagedLoginBranding: UserPoolOperation<'DeleteManagedLoginBranding'> = async (
  { environment },
  { UserPoolId, ManagedLoginBrandingId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  await environment.engine.write(function* () {
    const row = yield* deleteResource(pool.id, 'managed-login-branding', ManagedLoginBrandingId)
    if (!row) throw brandingNotFound()
    const { ClientId } = resourceOf<BrandingBody>(row).body
    yield* deleteResource(pool.id, 'managed-login-branding-client', ClientId)
  })
  return {}
}
