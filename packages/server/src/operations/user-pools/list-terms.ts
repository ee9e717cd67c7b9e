import { describeTerms } from '../../domain/terms.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListTerms. */
export const listTerms: UserPoolOperation<'ListTerms'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { limit: input.MaxResults, token: input.NextToken },
    page => listResources(pool.id, 'terms', page),
    row => row.id,
  )
  return {
    Terms: rows.map(row => {
      const { TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate } = describeTerms(row)
      return { TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate }
    }),
    ...next,
  }
}
