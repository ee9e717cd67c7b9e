import type { AWSMobileClient } from '@latchkey/client'

/**
 * Initializes a client that has a configuration. An element in a page may be there before the app has given one:
 * then nothing is asked of the client, since the app's own call would join a try that must fail.
 *
 * @returns whether it has one
 * @throws AWSMobileClientError for a configuration that is there and wrong
 */
export async function isConfigured(client: AWSMobileClient): Promise<boolean> {
  const { configuration, options } = client.client
  if (configuration === undefined && options.configuration === undefined) return false
  await client.initialize()
  return true
}
