import { describeImportJob, importJobNotFound } from '../../domain/import-job.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeUserImportJob. */
export const describeUserImportJob: UserPoolOperation<'DescribeUserImportJob'> = async (
  { environment },
  { UserPoolId, JobId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await environment.engine.read(() => readResource(pool.id, 'import-job', JobId))
  if (!row) throw importJobNotFound()
  return { UserImportJob: describeImportJob(environment, row) }
}
