import { resourceOf } from '../../domain/resource.ts'
import { type TermsBody, termsKey, termsNotFound, termsTypeOf } from '../../domain/terms.ts'
import { deleteResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteTerms. */
export const deleteTerms: UserPoolOperation<'DeleteTerms'> = async (
  { environment },
  { UserPoolId, TermsId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  await environment.engine.write(function* () {
    const row = yield* deleteResource(pool.id, 'terms', TermsId)
    if (!row) throw termsNotFound()
    const { ClientId, TermsName } = resourceOf<TermsBody>(row).body
    yield* deleteResource(pool.id, 'terms-client', termsKey(ClientId, termsTypeOf(TermsName)))
  })
  return {}
}
