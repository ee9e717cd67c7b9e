import { newResource } from '../../domain/resource.ts'
import { checkLinks, describeTerms, termsExist, termsKey, termsTypeOf } from '../../domain/terms.ts'
import { uuid } from '../../environment.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** CreateTerms: a client has one document of each type. */
export const createTerms: UserPoolOperation<'CreateTerms'> = async (
  { environment },
  { UserPoolId, ...body },
) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, body.ClientId)
  checkLinks(body.Links)
  const id = uuid(environment.random)
  const now = environment.now()
  const row = newResource(pool.id, 'terms', id, body, now)
  const key = termsKey(body.ClientId, termsTypeOf(body.TermsName))
  await environment.engine.write(function* () {
    if (!(yield* createResource(newResource(pool.id, 'terms-client', key, { id }, now)))) {
      throw termsExist(body.TermsName)
    }
    yield* createResource(row)
  })
  return { Terms: describeTerms(row) }
}
