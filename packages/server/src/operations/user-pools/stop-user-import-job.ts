import { describeImportJob, preconditionNotMet } from '../../domain/import-job.ts'
import { changeJob } from '../../domain/run-import.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** StopUserImportJob: users that were imported stay. A job that was never started, or lost its server, is over. */
export const stopUserImportJob: UserPoolOperation<'StopUserImportJob'> = async (
  { environment },
  { UserPoolId, JobId },
) => {
  const pool = await loadPool(environment, UserPoolId)
  const row = await changeJob(environment, pool.id, JobId, ({ Status }) => {
    switch (Status) {
      case 'InProgress':
        return { Status: 'Stopping' }
      case 'Created':
      case 'Stopping':
        return { Status: 'Stopped', CompletionDate: environment.now() }
      default:
        throw preconditionNotMet(`The job cannot be stopped: it is ${Status}.`)
    }
  })
  return { UserImportJob: describeImportJob(environment, row) }
}
