import type { VerifySoftwareTokenRequest } from '@latchkey/protocol/user-pools'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'

/**
 * `VerifySoftwareToken`.
 *
 * @returns the session to go on in, where there is one
 * @throws AWSMobileClientError `codeMismatch`, by whichever of its two ways the service says so
 */
export async function verifySoftwareToken(
  client: Client,
  input: VerifySoftwareTokenRequest,
): Promise<string | undefined> {
  try {
    const { Status, Session } = await request(client, 'userPool', 'VerifySoftwareToken', input)
    if (Status === 'SUCCESS') return Session
  } catch (error) {
    const mismatch = isAWSMobileClientError(error) && error.serviceName === 'EnableSoftwareTokenMFAException'
    if (!mismatch) throw error
    throw failure('codeMismatch', error.message, {
      cause: error,
      serviceName: error.serviceName,
      statusCode: error.statusCode,
    })
  }
  throw failure('codeMismatch')
}
