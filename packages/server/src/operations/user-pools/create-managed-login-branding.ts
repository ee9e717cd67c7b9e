import { brandingExists, checkBranding, describeBranding } from '../../domain/managed-login-branding.ts'
import { newResource } from '../../domain/resource.ts'
import { uuid } from '../../environment.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** CreateManagedLoginBranding: one for each client; kept and shown. */
export const createManagedLoginBranding: UserPoolOperation<'CreateManagedLoginBranding'> = async (
  { environment },
  { UserPoolId, ...given },
) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, given.ClientId)
  checkBranding(given)
  const id = uuid(environment.random)
  const now = environment.now()
  const body = { ...given, UseCognitoProvidedValues: given.UseCognitoProvidedValues ?? false }
  const row = newResource(pool.id, 'managed-login-branding', id, body, now)
  await environment.engine.write(function* () {
    const pointer = newResource(pool.id, 'managed-login-branding-client', given.ClientId, { id }, now)
    if (!(yield* createResource(pointer))) throw brandingExists(given.ClientId)
    yield* createResource(row)
  })
  return { ManagedLoginBranding: describeBranding(row) }
}
