import { decodeClaims, type IdTokenClaims } from '@latchkey/protocol'
import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import * as oauth from 'oauth4webapi'
import { userPoolLogin } from '../credentials/user-pool-login.ts'
import type { Client } from '../session/client.ts'
import { attemptSignIn } from '../sign-in/attempt.ts'
import { enter } from '../sign-in/complete.ts'
import { leewayOf, receiveTokens } from '../tokens/refresh.ts'
import { oauthError } from './errors.ts'
import { type HostedProvider, unknownIssuer } from './provider.ts'
import type { HostedUIResult, PendingSignIn } from './types.ts'

/** Takes the page's answer to its end: the code is exchanged, and the person is signed in. */
export async function exchange(
  client: Client,
  provider: HostedProvider,
  pending: PendingSignIn,
  url: string,
): Promise<HostedUIResult> {
  return attemptSignIn(client, async attempt => {
    const poolId = client.configuration?.userPool?.poolId
    const result = await requestTokens(provider, pending, url, poolId).catch(error => {
      throw oauthError(error, pending.customState)
    })
    const tokens = receiveTokens(client, result)
    const { idToken, accessToken } = tokens
    const username =
      textOf(idToken?.claims?.['cognito:username']) ??
      textOf(accessToken.claims?.username) ??
      textOf(idToken?.claims?.sub) ??
      textOf(accessToken.claims?.sub) ??
      ''
    const login = pending.hosted.providerName ?? userPoolLogin(client)
    const session = {
      provider: 'hostedUI',
      username,
      usernameTyped: undefined,
      tokens,
      leeway: leewayOf(client, tokens, 'hostedUI'),
      hosted: pending.hosted,
    } as const
    await enter(client, attempt, session, login)
    const { userState } = client.state.standing
    return { userState, details: client.details, customState: pending.customState }
  })
}

const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

async function requestTokens(
  provider: HostedProvider,
  { state, nonce, codeVerifier, redirectURI, hosted }: PendingSignIn,
  url: string,
  poolId: string | undefined,
): Promise<AuthenticationResultType> {
  const { server, client, authentication, options } = provider
  const parameters = new URL(url).searchParams
  const named = server.issuer === unknownIssuer ? parameters.get('iss') : undefined
  const answer = oauth.validateAuthResponse(
    named ? { ...server, issuer: named } : server,
    client,
    parameters,
    state,
  )
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    answer,
    redirectURI,
    codeVerifier,
    { ...options, additionalParameters: { ...hosted.tokenURIQueryParameters } },
  )
  const heard = await heardOf(provider, response, poolId)
  return resultOf(
    await oauth.processAuthorizationCodeResponse(heard.server, heard.client, response, {
      ...(nonce && { expectedNonce: nonce }),
    }),
  )
}

/** Renews tokens with a refresh token (RFC 6749 section 6). */
export async function refreshTokens(
  provider: HostedProvider,
  refreshToken: string,
  additionalParameters: Readonly<Record<string, string>>,
  poolId: string | undefined,
): Promise<AuthenticationResultType> {
  const { server, client, authentication, options } = provider
  const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, {
    ...options,
    additionalParameters: { ...additionalParameters },
  })
  const heard = await heardOf(provider, response, poolId)
  return resultOf(await oauth.processRefreshTokenResponse(heard.server, heard.client, response))
}

function resultOf(answer: oauth.TokenEndpointResponse): AuthenticationResultType {
  return {
    AccessToken: answer.access_token,
    IdToken: answer.id_token,
    RefreshToken: answer.refresh_token,
    ExpiresIn: answer.expires_in,
  }
}

/**
 * What the answer tells beside the tokens: the provider's clock, which a device's need not be, and its name, where
 * only its end is configured. The tokens come from the provider itself, over its own connection.
 */
async function heardOf(
  { server, client, configuration }: HostedProvider,
  response: Response,
  poolId?: string,
) {
  const body: unknown = await response.clone().json()
  const { id_token } = body as { readonly id_token?: unknown }
  const claims = typeof id_token === 'string' ? decodeClaims<IdTokenClaims>(id_token) : undefined
  const skew = claims ? claims.iat - Math.floor(Date.now() / 1000) : 0
  const ofPool = configuration.addresses.kind === 'userPool' && poolId
  const named = claims && (!ofPool || claims.iss.endsWith(`/${poolId}`))
  return {
    server: server.issuer === unknownIssuer && named ? { ...server, issuer: claims.iss } : server,
    client: { ...client, [oauth.clockSkew]: skew, [oauth.clockTolerance]: 60 },
  }
}
