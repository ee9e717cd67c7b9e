import type { AWSMobileClient } from '@latchkey/client'
import type { SignInDescription } from './description.ts'
import { describeFromConfiguration, socialProviders } from './from-configuration.ts'

/**
 * Asks the server what it lets people do. Amazon's service has no such call: there, and when the server does not
 * answer, the configuration file has to tell.
 */
export async function describeSignIn({ client }: AWSMobileClient): Promise<SignInDescription> {
  const { userPool, source = {} } = client.configuration ?? {}
  const told = describeFromConfiguration(source)
  if (!userPool || /\.amazonaws\.com(\.cn)?\/$/.test(userPool.endpoint)) return told
  const { endpoint, poolId, clientId } = userPool
  try {
    const response = await fetch(
      `${endpoint}${poolId}/.well-known/latchkey-sign-in?client_id=${encodeURIComponent(clientId)}`,
      { credentials: 'omit', signal: AbortSignal.timeout(5000) },
    )
    if (!response.ok) return told
    const asked = (await response.json()) as SignInDescription
    // The providers of the file go to the identity pool, those of the pool to its own pages: both are shown.
    return { ...asked, providers: [...socialProviders(source), ...asked.providers] }
  } catch {
    // The form still opens; whatever is sent will tell what is wrong with the network.
    return told
  }
}
