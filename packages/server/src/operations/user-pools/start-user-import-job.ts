import { describeImportJob, importJobNotFound } from '../../domain/import-job.ts'
import { runImport } from '../../domain/run-import.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** StartUserImportJob: answers once the import is over. */
export const startUserImportJob: UserPoolOperation<'StartUserImportJob'> = async (
  { environment },
  { UserPoolId, JobId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  if (!(await environment.engine.read(() => readResource(pool.id, 'import-job', JobId)))) {
    throw importJobNotFound()
  }
  return { UserImportJob: describeImportJob(environment, await runImport(environment, pool, JobId)) }
}
