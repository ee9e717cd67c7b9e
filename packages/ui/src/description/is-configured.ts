import { type AWSMobileClient, isAWSMobileClientError } from '@latchkey/client'

/**
 * Initializes a client.
 *
 * @returns whether it has a configuration; an element in a page may be there before the app has given one
 * @throws AWSMobileClientError for a configuration that is there and wrong
 */
export async function isConfigured(client: AWSMobileClient): Promise<boolean> {
  try {
    await client.initialize()
    return true
  } catch (error) {
    if (isAWSMobileClientError(error, 'invalidConfiguration') && !client.client.configuration) return false
    throw error
  }
}
