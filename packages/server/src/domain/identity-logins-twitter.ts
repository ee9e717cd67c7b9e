import type { Environment } from '../environment.ts'
import { askProvider, endpointsOf } from './ask-provider.ts'
import { identityErrors } from './identity-errors.ts'
import { oauth1Header } from './oauth1.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

const keys = ['api.twitter.com', 'www.digits.com']

/** Twitter by `token;secret`; SupportedLoginProviders holds the consumer's `key;secret`. */
export const twitterLogins: LoginProviders = {
  find(environment, pool, name) {
    const consumer = keys.includes(name) ? pool.configuration.SupportedLoginProviders?.[name] : undefined
    if (consumer === undefined) return undefined
    return { name, verify: token => verifyToken(environment, name, pair(consumer), token) }
  },
}

async function verifyToken(
  environment: Environment,
  name: string,
  [consumerKey, consumerSecret]: readonly [string, string],
  text: string,
): Promise<VerifiedLogin> {
  const [token, tokenSecret] = pair(text)
  if (token === '' || tokenSecret === '') throw identityErrors.loginRefused()
  const url = endpointsOf(environment, token).twitter.verifyCredentials
  const authorization = oauth1Header({
    method: 'GET',
    url,
    consumerKey,
    consumerSecret,
    token,
    tokenSecret,
    nonce: Buffer.from(environment.random(16)).toString('hex'),
    seconds: Math.floor(environment.now() / 1000),
  })
  const { id_str: subject } = await askProvider(environment, url, { headers: { authorization } })
  if (typeof subject !== 'string' || subject === '') throw identityErrors.loginRefused()
  return {
    provider: name,
    subject,
    amr: `${name}:${consumerKey}:${subject}`,
    roleMappingKeys: [name],
    claims: { iss: name, aud: consumerKey, sub: subject },
  }
}

function pair(text: string): readonly [string, string] {
  const [first = '', second = ''] = text.split(';')
  return [first, second]
}
