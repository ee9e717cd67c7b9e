import { failure } from '../errors/failure.ts'
import { forget } from '../sign-out/sign-out.ts'
import type { Client } from './client.ts'
import { ready } from './initialize.ts'
import { namespaceOf } from './records.ts'

/**
 * Signs the person out here and deletes everything that this client has ever stored: session, identity, devices,
 * what is queued. The service hears nothing of it.
 *
 * @throws AWSMobileClientError `storage` when something could not be deleted
 */
export async function wipe(client: Client): Promise<void> {
  await ready(client)
  await forget(client)
  const prefix = `${namespaceOf(client)}.`
  try {
    for (const key of (await client.storage?.list(prefix)) ?? []) {
      // A name-space that begins as this one does is somebody else's.
      if (/^(session|identity|device|hosted|offline|analytics)(\.|$)/.test(key.slice(prefix.length))) {
        await client.storage?.delete(key)
      }
    }
  } catch (cause) {
    throw failure('storage', 'Not everything could be deleted', { cause, retryable: true })
  }
}
