import { accessIdentity } from '../../domain/identity-access.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** GetId: a new guest each time without logins; the identity of the logins otherwise. */
export const getId: IdentityPoolOperation<'GetId'> = async ({ environment }, input) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const { identityId } = await accessIdentity(environment, pool, undefined, input.Logins)
  return { IdentityId: identityId }
}
