import { brandingNotFound, describeBranding } from '../../domain/managed-login-branding.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeManagedLoginBranding. */
export const describeManagedLoginBranding: UserPoolOperation<'DescribeManagedLoginBranding'> = async (
  { environment },
  { UserPoolId, ManagedLoginBrandingId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.read(() =>
    readResource(pool.id, 'managed-login-branding', ManagedLoginBrandingId),
  )
  if (!row) throw brandingNotFound()
  return { ManagedLoginBranding: describeBranding(row) }
}
