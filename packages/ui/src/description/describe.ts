import type { AWSMobileClient } from '@latchkey/client'
import type { SignInDescription } from './description.ts'

/**
 * Asks the server what it lets people do. Amazon's service has no such call: there, and when the server does not
 * answer, the configuration file has to tell.
 */
export async function describeSignIn({ client }: AWSMobileClient): Promise<SignInDescription> {
  const { userPool, source = {} } = client.configuration ?? {}
  const { describeFromConfiguration, socialProviders } = await import('./from-configuration.ts')
  const asked = userPool && (await ask(userPool))
  // The providers of the file go to the identity pool, those of the pool to its own pages: both are shown.
  if (asked) return { ...asked, providers: [...socialProviders(source), ...asked.providers] }
  return describeFromConfiguration(source)
}

type UserPool = NonNullable<NonNullable<AWSMobileClient['client']['configuration']>['userPool']>

async function ask({ endpoint, poolId, clientId }: UserPool): Promise<SignInDescription | undefined> {
  if (/\.amazonaws\.com(\.cn)?\/$/.test(endpoint)) return undefined
  try {
    const response = await fetch(
      `${endpoint}${poolId}/.well-known/latchkey-sign-in?client_id=${encodeURIComponent(clientId)}`,
      { credentials: 'omit', signal: AbortSignal.timeout(5000) },
    )
    return response.ok ? ((await response.json()) as SignInDescription) : undefined
  } catch {
    // The form still opens; whatever is sent will tell what is wrong with the network.
    return undefined
  }
}
