import { identityErrors } from '../../domain/identity-errors.ts'
import { deleteIdentityPoolRows } from '../../store/units/identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'

/** DeleteIdentityPool: with all its identities. Credentials that were issued live on until they expire. */
export const deleteIdentityPool: IdentityPoolOperation<'DeleteIdentityPool'> = async (
  { environment },
  input,
) => {
  const deleted = await environment.engine.write(() => deleteIdentityPoolRows(input.IdentityPoolId))
  if (!deleted) throw identityErrors.identityPoolNotFound(input.IdentityPoolId)
  return {}
}
