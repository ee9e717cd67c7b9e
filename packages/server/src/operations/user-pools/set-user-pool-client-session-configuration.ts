import { newResource } from '../../domain/resource.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** SetUserPoolClientSessionConfiguration: kept and shown. */
export const setUserPoolClientSessionConfiguration: UserPoolOperation<
  'SetUserPoolClientSessionConfiguration'
> = async ({ environment }, { UserPoolId, ClientId, SSOSession }) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, ClientId)
  const row = newResource(pool.id, 'session-configuration', ClientId, { SSOSession }, environment.now())
  await environment.engine.write(() => putResource(row))
  return { UserPoolId: pool.id, ClientId, SSOSession }
}
