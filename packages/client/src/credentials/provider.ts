import type { Client } from '../session/client.ts'
import { type GetAWSCredentialsOptions, getAWSCredentials } from './get-credentials.ts'
import type { AWSCredentials } from './types.ts'

/**
 * A credentials provider for any client of the AWS SDK for JavaScript v3.
 *
 * @example new S3Client({ region, credentials: client.credentialsProvider() })
 */
export function credentialsProvider(
  client: Client,
  options: GetAWSCredentialsOptions = {},
): () => Promise<AWSCredentials> {
  return () => getAWSCredentials(client, options)
}

/** Forgets the AWS credentials at hand; the identity id stays, and the next call fetches new ones. */
export function clearCredentials(client: Client): void {
  client.credentials = undefined
}
