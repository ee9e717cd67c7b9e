import type { Environment } from '../environment.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { changeResource, deleteResource, readResource } from '../store/units/pool-resources.ts'
import { parseCsv } from './csv.ts'
import { hashColumn, importColumns, readImportedUser } from './import-columns.ts'
import { type ImportJobBody, importJobNotFound, preconditionNotMet } from './import-job.ts'
import { type ImportOutcome, importUser } from './import-users.ts'
import type { HashAlgorithm } from './imported-password.ts'
import { resourceOf } from './resource.ts'
import type { UserPool } from './user-pool.ts'

/** How many lines are imported between two looks at whether the job was stopped. */
const linesAtATime = 100

/** Changes a stored job by a function of it, which may be called again and may throw to refuse. */
export async function changeJob(
  environment: Environment,
  poolId: string,
  jobId: string,
  change: (job: ImportJobBody) => Partial<ImportJobBody>,
): Promise<PoolResourceRow> {
  const row = await environment.engine.write(() =>
    changeResource(poolId, 'import-job', jobId, environment.now(), stored => {
      const job = resourceOf<ImportJobBody>(stored).body
      return JSON.stringify({ ...job, ...change(job) })
    }),
  )
  if (!row) throw importJobNotFound()
  return row
}

/** The lines of the job's file, below a header that names columns of the pool, in any order. */
async function readLines(
  environment: Environment,
  pool: UserPool,
  jobId: string,
  algorithm: HashAlgorithm | undefined,
) {
  const row = await environment.engine.read(() => readResource(pool.id, 'import-file', jobId))
  if (!row) throw preconditionNotMet('The file has not been put to the PreSignedUrl of the job.')
  const [header = [], ...lines] = parseCsv(resourceOf<string>(row).body)
  const known = algorithm ? [...importColumns(pool), hashColumn] : importColumns(pool)
  const unknown = header.find(column => !known.includes(column))
  const missing = known.find(column => !header.includes(column))
  if (unknown !== undefined || missing !== undefined || header.length !== known.length) {
    throw preconditionNotMet(
      algorithm
        ? `The header of the file is not that of GetCSVHeader and ${hashColumn}.`
        : 'The header of the file is not that of GetCSVHeader.',
    )
  }
  return lines.map(line => readImportedUser(header, line))
}

/**
 * Runs a job to its end; a job is stopped between two hundreds of lines.
 *
 * @throws ServiceError `PreconditionNotMetException`
 */
export async function runImport(
  environment: Environment,
  pool: UserPool,
  jobId: string,
): Promise<PoolResourceRow> {
  const change = (function_: (job: ImportJobBody) => Partial<ImportJobBody>) =>
    changeJob(environment, pool.id, jobId, function_)
  const stored = await environment.engine.read(() => readResource(pool.id, 'import-job', jobId))
  const algorithm = stored && resourceOf<ImportJobBody>(stored).body.PasswordHashingAlgorithm
  const lines = await readLines(environment, pool, jobId, algorithm)
  await change(({ Status }) => {
    if (Status !== 'Created') throw preconditionNotMet(`The job cannot be started: it is ${Status}.`)
    return { Status: 'InProgress', StartDate: environment.now() }
  })
  let stopped = false
  for (let at = 0; at < lines.length && !stopped; at += linesAtATime) {
    const outcomes = await Promise.all(
      lines.slice(at, at + linesAtATime).map(line => importUser(environment, pool, line, algorithm)),
    )
    const count = (wanted: ImportOutcome) => outcomes.filter(outcome => outcome === wanted).length
    const row = await change(job => ({
      ImportedUsers: job.ImportedUsers + count('imported'),
      SkippedUsers: job.SkippedUsers + count('skipped'),
      FailedUsers: job.FailedUsers + count('failed'),
    }))
    stopped = resourceOf<ImportJobBody>(row).body.Status !== 'InProgress'
  }
  await environment.engine.write(() => deleteResource(pool.id, 'import-file', jobId))
  return await change(({ FailedUsers, ImportedUsers, SkippedUsers }) => {
    const failed = FailedUsers > 0 && ImportedUsers + SkippedUsers === 0
    return {
      Status: stopped ? 'Stopped' : failed ? 'Failed' : 'Succeeded',
      CompletionDate: environment.now(),
      CompletionMessage: FailedUsers > 0 ? 'Some_users_failed' : 'Import_completed',
    }
  })
}
