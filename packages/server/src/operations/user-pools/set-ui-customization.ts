import { clientScope } from '../../domain/client-scope.ts'
import { newResource } from '../../domain/resource.ts'
import { describeUiCustomization } from '../../domain/ui-customization.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** SetUICustomization. */
export const setUiCustomization: UserPoolOperation<'SetUICustomization'> = async (
  { environment },
  { UserPoolId, ClientId, CSS, ImageFile },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const scope = await clientScope(environment, pool, ClientId)
  const row = newResource(pool.id, 'ui-customization', scope, { CSS, ImageFile }, environment.now())
  const stored = await environment.engine.write(() => putResource(row))
  return { UICustomization: describeUiCustomization(stored) }
}
