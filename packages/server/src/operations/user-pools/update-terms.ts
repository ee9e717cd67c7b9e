import { newResource, resourceOf } from '../../domain/resource.ts'
import {
  checkLinks,
  describeTerms,
  type TermsBody,
  termsExist,
  termsKey,
  termsNotFound,
  termsTypeOf,
} from '../../domain/terms.ts'
import {
  changeResource,
  createResource,
  deleteResource,
  readResource,
} from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateTerms: what is not given stays. */
export const updateTerms: UserPoolOperation<'UpdateTerms'> = async (
  { environment },
  { UserPoolId, TermsId, ...changes },
) => {
  const pool = await loadPool(environment, UserPoolId)
  checkLinks(changes.Links)
  const now = environment.now()
  const row = await environment.engine.write(function* () {
    const stored = yield* readResource(pool.id, 'terms', TermsId)
    if (!stored) return undefined
    const before = resourceOf<TermsBody>(stored).body
    const TermsName = changes.TermsName ?? before.TermsName
    const after = { ...before, ...changes, TermsName }
    const oldKey = termsKey(before.ClientId, termsTypeOf(before.TermsName))
    const newKey = termsKey(before.ClientId, termsTypeOf(TermsName))
    if (newKey !== oldKey) {
      const pointer = newResource(pool.id, 'terms-client', newKey, { id: TermsId }, now)
      if (!(yield* createResource(pointer))) throw termsExist(TermsName)
      yield* deleteResource(pool.id, 'terms-client', oldKey)
    }
    return yield* changeResource(pool.id, 'terms', TermsId, now, () => JSON.stringify(after))
  })
  if (!row) throw termsNotFound()
  return { Terms: describeTerms(row) }
}
