import { describeImportJob, type ImportJobBody, uploadMilliseconds } from '../../domain/import-job.ts'
import { newResource } from '../../domain/resource.ts'
import { randomText } from '../../environment.ts'
import { createResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** CreateUserImportJob: the file is then put to the job's PreSignedUrl. */
export const createUserImportJob: UserPoolOperation<'CreateUserImportJob'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const now = environment.now()
  const body: ImportJobBody = {
    JobName: input.JobName,
    CloudWatchLogsRoleArn: input.CloudWatchLogsRoleArn,
    PasswordHashingAlgorithm: input.PasswordHashingAlgorithm,
    Status: 'Created',
    uploadBefore: now + uploadMilliseconds,
    ImportedUsers: 0,
    SkippedUsers: 0,
    FailedUsers: 0,
  }
  const id = `import-${randomText(environment.random, alphanumerics, 10)}`
  const row = newResource(pool.id, 'import-job', id, body, now)
  await environment.engine.write(() => createResource(row))
  return { UserImportJob: describeImportJob(environment, row) }
}
