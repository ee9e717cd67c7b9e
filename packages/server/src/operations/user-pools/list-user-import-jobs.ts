import { describeImportJob } from '../../domain/import-job.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListUserImportJobs. */
export const listUserImportJobs: UserPoolOperation<'ListUserImportJobs'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { limit: input.MaxResults, token: input.PaginationToken },
    page => listResources(pool.id, 'import-job', page),
    row => row.id,
  )
  return {
    UserImportJobs: rows.map(row => describeImportJob(environment, row)),
    ...(next.NextToken === undefined ? {} : { PaginationToken: next.NextToken }),
  }
}
