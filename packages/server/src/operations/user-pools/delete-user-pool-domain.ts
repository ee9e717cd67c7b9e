import { errors } from '../../errors.ts'
import { releaseDomain } from '../../store/units/domains.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPoolDomain. */
export const deleteUserPoolDomain: UserPoolOperation<'DeleteUserPoolDomain'> = async (
  { environment },
  { UserPoolId, Domain },
) => {
  const pool = await loadPool(environment, UserPoolId)
  await environment.engine.write(function* () {
    if (!(yield* deleteResource(pool.id, 'domain', Domain))) {
      throw errors.invalidParameter('No such domain or user pool exists.')
    }
    yield* releaseDomain(Domain, pool.id)
  })
  return {}
}
