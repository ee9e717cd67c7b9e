import type { Environment } from '../environment.ts'
import { askProvider, endpointsOf } from './ask-provider.ts'
import { identityErrors } from './identity-errors.ts'
import { supportedClientIds } from './identity-logins-open-id.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

const key = 'www.amazon.com'

/** Login with Amazon by access tokens, which its token information explains. */
export const amazonLogins: LoginProviders = {
  find(environment, pool, name) {
    const appIds = name === key ? supportedClientIds(pool, key) : undefined
    return appIds && { name: key, verify: token => verifyAccessToken(environment, appIds, token) }
  },
}

async function verifyAccessToken(
  environment: Environment,
  appIds: readonly string[],
  token: string,
): Promise<VerifiedLogin> {
  const { amazon } = endpointsOf(environment, token)
  const address = `${amazon.tokenInfo}?access_token=${encodeURIComponent(token)}`
  const { aud, app_id, user_id } = await askProvider(environment, address)
  // A pool may name the application or the client id of one of its platforms.
  const appId = [aud, app_id].find(id => typeof id === 'string' && appIds.includes(id))
  if (typeof appId !== 'string') throw identityErrors.tokenAudience()
  if (typeof user_id !== 'string' || user_id === '') throw identityErrors.loginRefused()
  return {
    provider: key,
    subject: user_id,
    amr: `${key}:${appId}:${user_id}`,
    roleMappingKeys: [key],
    claims: { iss: key, aud: appId, sub: user_id },
  }
}
