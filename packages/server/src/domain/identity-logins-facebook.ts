import type { Environment } from '../environment.ts'
import type { ProviderEndpoints } from '../ports/provider-endpoints.ts'
import { askProvider, endpointsOf } from './ask-provider.ts'
import { identityErrors } from './identity-errors.ts'
import { isJwt, supportedClientIds, verifyOpenIdLogin } from './identity-logins-open-id.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

const key = 'graph.facebook.com'

/** Facebook by access tokens, which the Graph API explains, or by authentication tokens, which are id tokens. */
export const facebookLogins: LoginProviders = {
  find(environment, pool, name) {
    const appIds = name === key ? supportedClientIds(pool, key) : undefined
    if (!appIds) return undefined
    return {
      name: key,
      verify: token => {
        if (!isJwt(token)) return verifyAccessToken(environment, appIds, token)
        const issuers = environment.loginProviders
          .endpoints()
          .map(({ facebook }) => ({ issuer: facebook.issuer, aliases: [] }))
        return verifyOpenIdLogin(environment, key, issuers, appIds, token)
      },
    }
  },
}

async function verifyAccessToken(
  environment: Environment,
  appIds: readonly string[],
  token: string,
): Promise<VerifiedLogin> {
  const { graph }: ProviderEndpoints['facebook'] = endpointsOf(environment, token).facebook
  const headers = { authorization: `Bearer ${token}` }
  const app = await askProvider(environment, `${graph}/app?fields=id`, { headers })
  const appId = String(app['id'])
  if (!appIds.includes(appId)) throw identityErrors.tokenAudience()
  const me = await askProvider(environment, `${graph}/me?fields=id`, { headers })
  const subject = me['id']
  if (typeof subject !== 'string' || subject === '') throw identityErrors.loginRefused()
  return {
    provider: key,
    subject,
    amr: `${key}:${appId}:${subject}`,
    roleMappingKeys: [key],
    claims: { iss: key, aud: appId, sub: subject },
  }
}
