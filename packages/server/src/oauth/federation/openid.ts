import { errors as joseErrors } from 'jose'
import * as oauth from 'oauth4webapi'
import type { FederatedIdentity } from '../../flow/federated-sign-in.ts'
import { UpstreamError, type UpstreamInit } from '../../ports/upstream.ts'
import type { AuthorizationRequest } from '../authorization-request.ts'
import { OAuthError } from '../oauth-error.ts'
import { redirect } from '../responses.ts'
import { keep, newSecret } from '../transactions.ts'
import type { Visit } from '../visit.ts'
import { browserMark, type FederationRequest } from './federation.ts'
import type { Provider } from './provider.ts'
import { type UpstreamProvider, upstreamOf } from './upstream-provider.ts'

/** Where providers send their answers. */
export const responseAddress = ({ base }: Visit): string => `${base}/oauth2/idpresponse`

/** Sends the browser to a provider, with state, nonce and PKCE. */
export async function goToOpenIdProvider(
  visit: Visit,
  request: AuthorizationRequest,
  provider: Provider,
): Promise<Response> {
  const { environment, pool } = visit
  const upstream = await upstreamOf(environment, provider)
  const { mark, cookies } = browserMark(visit)
  const verifier = newSecret(environment)
  const nonce = newSecret(environment)
  const kept: FederationRequest = {
    provider: provider.name,
    query: request.parameters.toString(),
    browser: mark,
    nonce,
    verifier,
  }
  const state = await keep(environment, pool.id, 'federation', kept)
  const address = new URL(upstream.authorizationEndpoint)
  const parameters = {
    client_id: upstream.clientId,
    response_type: 'code',
    redirect_uri: responseAddress(visit),
    scope: upstream.scopes,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(upstream.issuer === undefined ? {} : { nonce }),
    ...(upstream.responseMode === 'query' ? {} : { response_mode: upstream.responseMode }),
    ...(request.loginHint ? { login_hint: request.loginHint } : {}),
    ...(request.prompt.length > 0 ? { prompt: request.prompt.join(' ') } : {}),
  }
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return redirect(address.href, visit.method, cookies)
}

/**
 * Redeems the code of an answer and reads who it is: the id token verified in full, then what the provider tells of
 * the user.
 *
 * @throws OAuthError `invalid_request`, `access_denied`
 * @throws UpstreamError when the provider cannot be asked
 */
export async function identityFromOpenId(
  visit: Visit,
  provider: Provider,
  { nonce, verifier }: FederationRequest,
  parameters: URLSearchParams,
): Promise<FederatedIdentity> {
  refuseErrors(parameters)
  const upstream = await upstreamOf(visit.environment, provider)
  const exchange = exchangeWith(visit, upstream)
  try {
    const { tokens, claims } = await exchange.redeem(parameters, verifier ?? '', nonce ?? '')
    const info = await exchange.userInfo(tokens.access_token, claims?.sub)
    const name = appleName(parameters)
    const attributes = { ...claims, ...info, ...name }
    const subject = claims?.sub ?? attributes[upstream.subject]
    if (typeof subject !== 'string' && typeof subject !== 'number') throw untold(upstream.subject)
    return {
      providerName: provider.name,
      providerType: provider.type,
      issuer: upstream.issuer ?? null,
      subject: String(subject),
      attributes,
      mapping: provider.mapping,
      inbound: {
        tokenResponse: { ...tokens },
        ...(claims ? { idToken: claims } : {}),
        ...(info ? { userInfo: info } : {}),
      },
    }
  } catch (error) {
    throw refusalOf(error)
  }
}

/** The provider's own refusal, of which only the code is passed on. */
function refuseErrors(parameters: URLSearchParams): void {
  const error = parameters.get('error')
  if (error === null) return
  if (error === 'access_denied')
    throw new OAuthError('access_denied', 'The identity provider was not allowed to go on.')
  throw new OAuthError('invalid_request', 'The identity provider answered with an error.')
}

const untold = (name: string) =>
  new OAuthError('invalid_request', `The identity provider does not tell ${name}.`)

/** What the libraries throw, told without anything that came from the provider. */
function refusalOf(error: unknown): unknown {
  const expected =
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.AuthorizationResponseError ||
    error instanceof oauth.UnsupportedOperationError ||
    error instanceof joseErrors.JOSEError
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.WWWAuthenticateChallengeError) {
    return new OAuthError('invalid_request', 'IDP Error - status error getting token', { cause: error })
  }
  if (expected) {
    return new OAuthError('invalid_request', 'The answer of the identity provider does not hold.', {
      cause: error,
    })
  }
  if (error instanceof TypeError && error.cause instanceof UpstreamError) return error.cause
  return error
}

/** The exchange with one provider, over the server's guarded way out and on the server's clock. */
function exchangeWith(visit: Visit, upstream: UpstreamProvider) {
  const { environment } = visit
  const as: oauth.AuthorizationServer = {
    issuer: upstream.issuer ?? new URL(upstream.authorizationEndpoint).origin,
    authorization_endpoint: upstream.authorizationEndpoint,
    token_endpoint: upstream.tokenEndpoint,
    authorization_response_iss_parameter_supported: upstream.sendsIssuer,
    ...(upstream.userInfoEndpoint ? { userinfo_endpoint: upstream.userInfoEndpoint } : {}),
  }
  const client: oauth.Client = {
    client_id: upstream.clientId,
    [oauth.clockSkew]: Math.round((environment.now() - Date.now()) / 1000),
    [oauth.clockTolerance]: 30,
  }
  const options = {
    // Which addresses may be asked, and over which protocol, is decided where the connection is made.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (
      url: string,
      init: {
        method: string
        headers: Record<string, string>
        body?: URLSearchParams | unknown
        signal?: AbortSignal
      },
    ) => {
      const request: UpstreamInit = {
        method: init.method,
        headers: init.headers,
        body: init.body instanceof URLSearchParams ? init.body.toString() : undefined,
        signal: init.signal,
      }
      return environment.upstream.fetch(url, request)
    },
  }
  return {
    async redeem(parameters: URLSearchParams, verifier: string, nonce: string) {
      const given = new URLSearchParams(parameters)
      // The state was checked by finding what is kept under it.
      given.delete('state')
      // Providers add what the protocol does not know.
      given.delete('user')
      const answer = oauth.validateAuthResponse(as, client, given, oauth.expectNoState)
      const secret = await upstream.clientSecret?.()
      const authentication =
        secret === undefined
          ? oauth.None()
          : upstream.secretBy === 'basic'
            ? oauth.ClientSecretBasic(secret)
            : oauth.ClientSecretPost(secret)
      const response = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        authentication,
        answer,
        responseAddress(visit),
        verifier,
        options,
      )
      if (upstream.issuer === undefined) {
        return { tokens: await plainTokens(response), claims: undefined }
      }
      const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
        expectedNonce: nonce,
        requireIdToken: true,
      })
      const claims = oauth.getValidatedIdTokenClaims(tokens)
      await environment.issuers.verifyWith(tokens.id_token ?? '', upstream.jwksUri ?? '', [
        upstream.issuer,
        ...upstream.aliases,
      ])
      return { tokens, claims }
    },

    async userInfo(accessToken: string, subject: string | undefined) {
      if (!upstream.userInfoEndpoint) return undefined
      const address = new URL(upstream.userInfoEndpoint)
      const response = await oauth.protectedResourceRequest(
        accessToken,
        upstream.userInfoMethod,
        address,
        new Headers({ accept: 'application/json' }),
        undefined,
        options,
      )
      return subject === undefined
        ? await plainProfile(response)
        : await oauth.processUserInfoResponse(as, client, subject, response)
    },
  }
}

/** The token answer of a provider that knows no id tokens. */
async function plainTokens(response: Response): Promise<{ readonly access_token: string }> {
  const body = await plainProfile(response)
  const token = body['access_token']
  if (typeof token !== 'string') throw untold('access_token')
  return { access_token: token }
}

async function plainProfile(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = response.status === 200 ? await response.json().catch(() => undefined) : undefined
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new OAuthError('invalid_request', 'IDP Error - status error getting token')
  }
  return body as Record<string, unknown>
}

/** Apple tells the name once, beside the code. */
function appleName(parameters: URLSearchParams): Record<string, string> {
  const text = parameters.get('user')
  if (text === null) return {}
  try {
    const { name } = JSON.parse(text) as { name?: { firstName?: unknown; lastName?: unknown } }
    const { firstName, lastName } = name ?? {}
    return {
      ...(typeof firstName === 'string' ? { firstName } : {}),
      ...(typeof lastName === 'string' ? { lastName } : {}),
      ...(typeof firstName === 'string' && typeof lastName === 'string'
        ? { name: `${firstName} ${lastName}` }
        : {}),
    }
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
