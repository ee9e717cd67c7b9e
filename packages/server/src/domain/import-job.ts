import { timingSafeEqual } from 'node:crypto'
import type { UserImportJobType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { ServiceError } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import type { HashAlgorithm } from './imported-password.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** A job as it is stored, without its id. */
export interface ImportJobBody {
  readonly JobName: string
  readonly CloudWatchLogsRoleArn: string
  readonly PasswordHashingAlgorithm?: HashAlgorithm | undefined
  readonly Status: NonNullable<UserImportJobType['Status']>
  readonly uploadBefore: number
  readonly StartDate?: number
  readonly CompletionDate?: number
  readonly CompletionMessage?: string
  readonly ImportedUsers: number
  readonly SkippedUsers: number
  readonly FailedUsers: number
}

/** How long a file may be uploaded, and how long the job then waits for its start. */
export const uploadMilliseconds = 15 * 60_000
const waitMilliseconds = 24 * 3_600_000

export const importJobNotFound = () => resourceNotFound('Import job does not exist.')

export const preconditionNotMet = (message: string) =>
  new ServiceError('PreconditionNotMetException', message)

function uploadSignature(
  { serverSecret }: Environment,
  poolId: string,
  jobId: string,
  before: number,
): string {
  return keyedHash(serverSecret, `import ${poolId} ${jobId} ${before}`).toString('base64url')
}

/** Where the file of a job is put: whoever has the address may, until it expires. */
function uploadAddress(environment: Environment, poolId: string, jobId: string, before: number): string {
  const signature = uploadSignature(environment, poolId, jobId, before)
  return `${environment.issuer()}/${poolId}/import-jobs/${jobId}?before=${before}&signature=${signature}`
}

/** Whether an address to upload to was made here, and has not expired. */
export function isUploadAddress(
  environment: Environment,
  poolId: string,
  jobId: string,
  query: URLSearchParams,
) {
  const before = Number(query.get('before'))
  const expected = Buffer.from(uploadSignature(environment, poolId, jobId, before))
  const presented = Buffer.from(query.get('signature') ?? '')
  const same = expected.length === presented.length && timingSafeEqual(expected, presented)
  return same && environment.now() < before
}

/** Reads a job, which expires when nobody starts it. */
export function importJobOf(environment: Environment, row: PoolResourceRow): Resource<ImportJobBody> {
  const job: Resource<ImportJobBody> = resourceOf(row)
  const expired = job.body.Status === 'Created' && environment.now() > job.createdAt + waitMilliseconds
  return expired ? { ...job, body: { ...job.body, Status: 'Expired' } } : job
}

/** A job as the operations describe one. */
export function describeImportJob(environment: Environment, row: PoolResourceRow): UserImportJobType {
  const { id, body, createdAt } = importJobOf(environment, row)
  const { uploadBefore, StartDate, CompletionDate, ...shown } = body
  return {
    JobId: id,
    UserPoolId: row.pool_id,
    ...shown,
    PreSignedUrl: uploadAddress(environment, row.pool_id, id, uploadBefore),
    CreationDate: createdAt / 1000,
    ...(StartDate === undefined ? {} : { StartDate: StartDate / 1000 }),
    ...(CompletionDate === undefined ? {} : { CompletionDate: CompletionDate / 1000 }),
  }
}
