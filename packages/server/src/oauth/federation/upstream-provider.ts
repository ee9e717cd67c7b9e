import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Environment } from '../../environment.ts'
import type { ProviderEndpoints } from '../../ports/provider-endpoints.ts'
import type { Provider } from './provider.ts'

/** A provider that speaks OAuth 2.0, as its type and details make it. */
export interface UpstreamProvider {
  /** Of id tokens; absent for a provider that gives none. */
  readonly issuer: string | undefined
  /** Other values of `iss`. */
  readonly aliases: readonly string[]
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly userInfoEndpoint: string | undefined
  readonly jwksUri: string | undefined
  readonly clientId: string
  /** Made anew for each call where it is a signed statement. */
  readonly clientSecret: (() => Promise<string>) | undefined
  readonly secretBy: 'post' | 'basic'
  readonly scopes: string
  /** How the answer comes back. */
  readonly responseMode: 'query' | 'form_post'
  readonly userInfoMethod: 'GET' | 'POST'
  /** Where the subject is among the attributes. */
  readonly subject: string
  /** Whether an answer without `iss` could be another provider's (RFC 9207). */
  readonly sendsIssuer: boolean
}

/** The client ids that mean the provider simulator of local mode. */
const simulated = /^simulator\b/

function endpointsFor({ loginProviders }: Environment, clientId: string): ProviderEndpoints {
  const [real, simulator] = loginProviders.endpoints()
  return (simulated.test(clientId) ? simulator : undefined) ?? real
}

/**
 * Where a provider answers and how it wants to be spoken to. What the details say comes before what the type knows.
 *
 * @throws UpstreamError when its discovery document cannot be had
 */
export async function upstreamOf(environment: Environment, provider: Provider): Promise<UpstreamProvider> {
  const { type, details } = provider
  const endpoints = endpointsFor(environment, details['client_id'] ?? '')
  switch (type) {
    case 'Google':
      return await discovered(environment, provider, details['oidc_issuer'] ?? endpoints.google.issuer, {
        aliases: endpoints.google.aliases ?? [],
      })
    case 'SignInWithApple':
      return await discovered(environment, provider, details['oidc_issuer'] ?? endpoints.apple.issuer, {
        clientSecret: () => appleSecret(environment, details),
        // Apple sends name and e-mail only so.
        responseMode: 'form_post',
        userInfoEndpoint: undefined,
      })
    case 'Facebook': {
      const version = details['api_version'] ?? ''
      const graph = version ? `${endpoints.facebook.graph}/${version}` : endpoints.facebook.graph
      return {
        ...plain(provider),
        authorizationEndpoint: details['authorize_url'] ?? endpoints.facebook.authorize,
        tokenEndpoint: details['token_url'] ?? endpoints.facebook.token,
        userInfoEndpoint: `${details['attributes_url'] ?? `${graph}/me`}?fields=${facebookFields(provider)}`,
        subject: 'id',
      }
    }
    case 'LoginWithAmazon':
      return {
        ...plain(provider),
        authorizationEndpoint: details['authorize_url'] ?? endpoints.amazon.authorize,
        tokenEndpoint: details['token_url'] ?? endpoints.amazon.token,
        userInfoEndpoint: details['attributes_url'] ?? endpoints.amazon.profile,
        subject: 'user_id',
      }
    default:
      return await discovered(environment, provider, details['oidc_issuer'] ?? '', {})
  }
}

/** What the details say, for every type. */
function plain({ details }: Provider): UpstreamProvider {
  const secret = details['client_secret']
  return {
    issuer: undefined,
    aliases: [],
    authorizationEndpoint: details['authorize_url'] ?? '',
    tokenEndpoint: details['token_url'] ?? '',
    userInfoEndpoint: details['attributes_url'],
    jwksUri: details['jwks_uri'],
    clientId: details['client_id'] ?? '',
    clientSecret: secret ? async () => secret : undefined,
    secretBy: 'post',
    scopes: (details['authorize_scopes'] ?? '').replaceAll(',', ' '),
    responseMode: 'query',
    userInfoMethod: details['attributes_request_method'] === 'POST' ? 'POST' : 'GET',
    subject: 'sub',
    sendsIssuer: false,
  }
}

/** An OpenID Connect provider: by its discovery document, where the details do not name every address. */
async function discovered(
  environment: Environment,
  provider: Provider,
  issuer: string,
  changes: Partial<UpstreamProvider>,
): Promise<UpstreamProvider> {
  const own = plain(provider)
  if (own.authorizationEndpoint && own.tokenEndpoint && own.jwksUri) {
    return { ...own, issuer: issuer || undefined, ...changes }
  }
  const metadata = await environment.issuers.metadata(issuer)
  const text = (name: string) => {
    const value = metadata[name]
    return typeof value === 'string' ? value : undefined
  }
  const methods = metadata['token_endpoint_auth_methods_supported']
  const takesPost = !Array.isArray(methods) || methods.includes('client_secret_post')
  return {
    ...own,
    issuer: metadata.issuer,
    authorizationEndpoint: own.authorizationEndpoint || (text('authorization_endpoint') ?? ''),
    tokenEndpoint: own.tokenEndpoint || (text('token_endpoint') ?? ''),
    userInfoEndpoint: own.userInfoEndpoint ?? text('userinfo_endpoint'),
    jwksUri: own.jwksUri ?? metadata.jwks_uri,
    secretBy: takesPost ? 'post' : 'basic',
    sendsIssuer: metadata['authorization_response_iss_parameter_supported'] === true,
    ...changes,
  }
}

/** The fields of a profile that somebody has mapped, and the id. */
function facebookFields({ mapping }: Provider): string {
  const fields = new Set(['id', 'name', 'email', ...Object.values(mapping)])
  return encodeURIComponent([...fields].filter(field => /^[a-z_]+$/.test(field)).join(','))
}

/** Apple's client secret: a statement of five minutes, signed by the team's key. */
async function appleSecret(
  environment: Environment,
  details: Readonly<Record<string, string>>,
): Promise<string> {
  const pem = details['private_key'] ?? ''
  const body = pem.includes('-----') ? pem : `-----BEGIN PRIVATE KEY-----\n${pem}\n-----END PRIVATE KEY-----`
  const seconds = Math.floor(environment.now() / 1000)
  return await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: details['key_id'] ?? '' })
    .setIssuer(details['team_id'] ?? '')
    .setSubject(details['client_id'] ?? '')
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(createPrivateKey(body))
}
