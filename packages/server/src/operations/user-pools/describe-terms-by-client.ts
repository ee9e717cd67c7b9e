import { resourceOf } from '../../domain/resource.ts'
import { describeTerms, termsKey, termsNotFound, termsTypeOf } from '../../domain/terms.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** DescribeTermsByClient. */
export const describeTermsByClient: UserPoolOperation<'DescribeTermsByClient'> = async (
  { environment },
  { UserPoolId, ClientId, TermsName },
) => {
  const { pool } = await loadClientOfPool(environment, UserPoolId, ClientId)
  const row = await environment.engine.read(function* () {
    const key = termsKey(ClientId, termsTypeOf(TermsName))
    const pointer = yield* readResource(pool.id, 'terms-client', key)
    if (!pointer) return undefined
    return yield* readResource(pool.id, 'terms', resourceOf<{ readonly id: string }>(pointer).body.id)
  })
  const terms = row && describeTerms(row)
  if (terms?.TermsName !== TermsName) throw termsNotFound()
  return { Terms: terms }
}
