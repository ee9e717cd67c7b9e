import { describeTerms as describe, termsNotFound } from '../../domain/terms.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeTerms. */
export const describeTerms: UserPoolOperation<'DescribeTerms'> = async (
  { environment },
  { UserPoolId, TermsId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.read(() => readResource(pool.id, 'terms', TermsId))
  if (!row) throw termsNotFound()
  return { Terms: describe(row) }
}
