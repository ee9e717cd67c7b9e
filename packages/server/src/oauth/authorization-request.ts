import { readOwnIdToken } from '../domain/own-id-token.ts'
import { isRegisteredRedirect } from '../domain/redirect-uris.ts'
import { customScopes } from '../domain/scopes.ts'
import { selfServiceScope } from '../domain/tokens.ts'
import { clientOf, type UserPoolClient } from '../domain/user-pool.ts'
import { readClient } from '../store/units/clients.ts'
import { readResource } from '../store/units/pool-resources.ts'
import { OAuthError, PageError } from './oauth-error.ts'
import { listParameter, parameter, type Visit } from './visit.ts'

export type ResponseType = 'code' | 'token'
export type Prompt = 'none' | 'login' | 'consent' | 'select_account'

/** Where an answer goes, which is settled before anything else may be answered. */
export interface ReturnAddress {
  readonly client: UserPoolClient
  readonly redirectUri: string
  readonly responseType: ResponseType
  readonly state: string | undefined
}

/** A checked authorization request (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1). */
export interface AuthorizationRequest extends ReturnAddress {
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  /** S256. */
  readonly codeChallenge: string | undefined
  readonly prompt: readonly Prompt[]
  /** Seconds. */
  readonly maxAge: number | undefined
  readonly loginHint: string | undefined
  readonly language: string | undefined
  readonly resource: string | undefined
  readonly identityProvider: string | undefined
  readonly idpIdentifier: string | undefined
  /** The user that the client expects (`id_token_hint`). */
  readonly expectedSub: string | undefined
  /** As it came, for the pages to carry on. */
  readonly parameters: URLSearchParams
}

/**
 * The client of a request. Whoever names none, or none of this pool, is never redirected anywhere.
 *
 * @throws PageError `invalid_client`
 */
export async function requireClient(
  { environment, pool }: Visit,
  parameters: URLSearchParams,
): Promise<UserPoolClient> {
  const ids = parameters.getAll('client_id')
  const id = ids.length === 1 ? ids[0] : undefined
  const row = id ? await environment.engine.read(() => readClient(pool.id, id)) : undefined
  if (!row) throw new PageError('invalid_client', 'The application is not known here.')
  return clientOf(row)
}

/** @throws PageError `redirect_mismatch` for an address that is not registered, character by character */
export function requireReturnAddress(client: UserPoolClient, parameters: URLSearchParams): ReturnAddress {
  const given = parameters.getAll('redirect_uri')
  const redirectUri = given.length === 1 ? given[0] : undefined
  if (!redirectUri || !isRegisteredRedirect(client.configuration.CallbackURLs, redirectUri)) {
    throw new PageError('redirect_mismatch', 'The address to return to is not one of the application.')
  }
  const states = parameters.getAll('state')
  return {
    client,
    redirectUri,
    responseType: parameters.get('response_type') === 'token' ? 'token' : 'code',
    state: states.length === 1 ? states[0] || undefined : undefined,
  }
}

/**
 * Checks the rest of a request, in this order.
 *
 * @throws OAuthError
 */
export async function readAuthorizationRequest(
  visit: Visit,
  address: ReturnAddress,
  parameters: URLSearchParams,
): Promise<AuthorizationRequest> {
  const { client } = address
  refuseRepeated(parameters)
  requireResponseType(client, parameters)
  refuseUnsupported(parameters)
  const codeChallenge = readCodeChallenge(visit, address, parameters)
  const scopes = await grantableScopes(visit, client, listParameter(parameters, 'scope'))
  const resource = await readResourceIndicator(visit, parameters)
  return {
    ...address,
    scopes,
    resource,
    codeChallenge,
    nonce: parameter(parameters, 'nonce'),
    prompt: readPrompt(parameters),
    maxAge: readMaxAge(parameters),
    loginHint: parameter(parameters, 'login_hint'),
    language: parameter(parameters, 'lang') ?? parameter(parameters, 'ui_locales'),
    identityProvider: parameter(parameters, 'identity_provider'),
    idpIdentifier: parameter(parameters, 'idp_identifier'),
    expectedSub: await readHint(visit, parameters),
    parameters,
  }
}

function refuseRepeated(parameters: URLSearchParams): void {
  for (const name of parameters.keys()) parameter(parameters, name)
}

const flowOfResponse: Readonly<Record<ResponseType, string>> = { code: 'code', token: 'implicit' }

function requireResponseType(client: UserPoolClient, parameters: URLSearchParams): void {
  const type = parameter(parameters, 'response_type')
  if (type === undefined) throw new OAuthError('invalid_request', 'response_type is missing.')
  if (type !== 'code' && type !== 'token') {
    throw new OAuthError('unsupported_response_type', 'response_type must be code or token.')
  }
  requireFlow(client, flowOfResponse[type])
}

/** @throws OAuthError `unauthorized_client` where the client was not allowed a flow */
export function requireFlow({ configuration }: UserPoolClient, flow: string): void {
  const allowed: readonly string[] = configuration.AllowedOAuthFlows ?? []
  if (!configuration.AllowedOAuthFlowsUserPoolClient || !allowed.includes(flow)) {
    throw new OAuthError('unauthorized_client', `The client is not allowed the ${flow} flow.`)
  }
}

/** What OpenID Connect lets a provider not do, and has names for. */
function refuseUnsupported(parameters: URLSearchParams): void {
  if (parameters.has('request'))
    throw new OAuthError('request_not_supported', 'Request objects are not read.')
  if (parameters.has('request_uri')) {
    throw new OAuthError('request_uri_not_supported', 'Request objects are not fetched.')
  }
  if (parameters.has('registration')) {
    throw new OAuthError('registration_not_supported', 'Clients do not register themselves.')
  }
  const mode = parameter(parameters, 'response_mode')
  const own = parameters.get('response_type') === 'token' ? 'fragment' : 'query'
  if (mode !== undefined && mode !== own) {
    throw new OAuthError('invalid_request', `response_mode must be ${own}.`)
  }
}

/** PKCE with S256 alone (RFC 7636), without which a public client gets no code (RFC 9700, 2.1.1). */
function readCodeChallenge(
  { environment }: Visit,
  { client, responseType }: ReturnAddress,
  parameters: URLSearchParams,
): string | undefined {
  const challenge = parameter(parameters, 'code_challenge')
  const method = parameter(parameters, 'code_challenge_method')
  if (challenge === undefined && method === undefined) {
    const mayDoWithout = client.secrets.length > 0 || environment.codeWithoutPkce
    if (responseType === 'code' && !mayDoWithout) {
      throw new OAuthError('invalid_request', 'A client without a secret must send code_challenge (PKCE).')
    }
    return undefined
  }
  if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256.')
  if (!challenge || !/^[\w-]{43}$/.test(challenge)) {
    throw new OAuthError('invalid_request', 'code_challenge must be a SHA-256 digest in base64url.')
  }
  return challenge
}

/**
 * The scopes that a request is granted: those that it names, else all of the client.
 *
 * @throws OAuthError `invalid_scope` for one that is unknown or not the client's
 */
async function grantableScopes(
  { environment, pool }: Visit,
  client: UserPoolClient,
  requested: readonly string[],
): Promise<readonly string[]> {
  const allowed = client.configuration.AllowedOAuthScopes ?? []
  if (requested.length === 0) return allowed
  const standard = ['openid', 'email', 'phone', 'profile', selfServiceScope]
  const custom = await customScopes(environment, pool.id)
  const refused = requested.find(
    scope => !allowed.includes(scope) || !(standard.includes(scope) || custom.has(scope)),
  )
  if (refused !== undefined)
    throw new OAuthError('invalid_scope', 'A scope is unknown, or not allowed to the client.')
  if (
    requested.some(scope => ['email', 'phone', 'profile'].includes(scope)) &&
    !requested.includes('openid')
  ) {
    throw new OAuthError('invalid_scope', 'email, phone and profile are asked for together with openid.')
  }
  return requested
}

/**
 * The resource server that the access token shall be for (RFC 8707): one of the pool's.
 *
 * @throws OAuthError `invalid_target`
 */
export async function readResourceIndicator(
  { environment, pool }: Visit,
  parameters: URLSearchParams,
): Promise<string | undefined> {
  const resource = parameter(parameters, 'resource')
  if (resource === undefined) return undefined
  const known = await environment.engine.read(() => readResource(pool.id, 'resource-server', resource))
  if (!known)
    throw new OAuthError('invalid_target', 'The resource is not a resource server of the user pool.')
  return resource
}

function readPrompt(parameters: URLSearchParams): readonly Prompt[] {
  const prompt = listParameter(parameters, 'prompt')
  const isPrompt = (value: string): value is Prompt =>
    ['none', 'login', 'consent', 'select_account'].includes(value)
  if (!prompt.every(isPrompt)) throw new OAuthError('invalid_request', 'prompt has a value that is unknown.')
  if (prompt.includes('none') && prompt.length > 1) {
    throw new OAuthError('invalid_request', 'prompt=none excludes every other value.')
  }
  return prompt
}

function readMaxAge(parameters: URLSearchParams): number | undefined {
  const text = parameter(parameters, 'max_age')
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new OAuthError('invalid_request', 'max_age must be a number of seconds.')
  return Number(text)
}

async function readHint(
  { environment, pool }: Visit,
  parameters: URLSearchParams,
): Promise<string | undefined> {
  const hint = parameter(parameters, 'id_token_hint')
  if (hint === undefined) return undefined
  const claims = await readOwnIdToken(environment, pool.id, hint)
  if (!claims) throw new OAuthError('invalid_request', 'id_token_hint is not an id token of this user pool.')
  return claims.sub
}
