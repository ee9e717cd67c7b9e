import {
  type BrandingBody,
  brandingNotFound,
  checkBranding,
  describeBranding,
} from '../../domain/managed-login-branding.ts'
import { resourceOf } from '../../domain/resource.ts'
import { changeResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateManagedLoginBranding: what is not given stays; the defaults take the place of settings and assets. */
export const updateManagedLoginBranding: UserPoolOperation<'UpdateManagedLoginBranding'> = async (
  { environment },
  { UserPoolId = '', ManagedLoginBrandingId = '', ...changes },
) => {
  const pool = await loadPool(environment, UserPoolId)
  checkBranding(changes)
  const row = await environment.engine.write(() =>
    changeResource(pool.id, 'managed-login-branding', ManagedLoginBrandingId, environment.now(), stored => {
      const { ClientId, ...before } = resourceOf<BrandingBody>(stored).body
      const kept = changes.UseCognitoProvidedValues ? {} : { ...before, UseCognitoProvidedValues: false }
      return JSON.stringify({ ClientId, ...kept, ...changes })
    }),
  )
  if (!row) throw brandingNotFound()
  return { ManagedLoginBranding: describeBranding(row) }
}
