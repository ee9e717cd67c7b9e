import { importJobOf, isUploadAddress } from '../domain/import-job.ts'
import { newResource } from '../domain/resource.ts'
import type { Environment } from '../environment.ts'
import { putResource, readResource } from '../store/units/pool-resources.ts'
import { readBody } from './read-body.ts'

/** About a hundred thousand users. */
const fileLimit = 16 * 1024 * 1024

const refuse = (status: number, message: string) => Response.json({ message }, { status })

/** `PUT` of a file of users to the PreSignedUrl of an import job that has not been started. */
export async function uploadImport(
  environment: Environment,
  poolId: string,
  jobId: string,
  request: Request,
): Promise<Response> {
  const query = new URL(request.url).searchParams
  if (!isUploadAddress(environment, poolId, jobId, query)) {
    return refuse(403, 'The address has expired or was changed.')
  }
  const row = await environment.engine.read(() => readResource(poolId, 'import-job', jobId))
  if (!row) return refuse(404, 'Import job does not exist.')
  if (importJobOf(environment, row).body.Status !== 'Created') {
    return refuse(409, 'The job was started already.')
  }
  const text = new TextDecoder().decode(await readBody(request, fileLimit))
  const file = newResource(poolId, 'import-file', jobId, text, environment.now())
  await environment.engine.write(() => putResource(file))
  return new Response(null, { status: 200 })
}
