import { deleteIdentity } from '../../store/units/identity-administration.ts'
import type { IdentityPoolOperation } from './load.ts'

/** DeleteIdentities: one that is not there counts as deleted. */
export const deleteIdentities: IdentityPoolOperation<'DeleteIdentities'> = async ({ environment }, input) => {
  const ids = [...new Set(input.IdentityIdsToDelete)]
  await Promise.all(ids.map(id => environment.engine.write(() => deleteIdentity(id))))
  return { UnprocessedIdentityIds: [] }
}
