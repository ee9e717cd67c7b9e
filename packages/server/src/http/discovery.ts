import { issuerOf } from '../domain/tokens.ts'
import type { Environment } from '../environment.ts'
import { describeSignIn } from '../oauth/sign-in-description.ts'
import { readPool } from '../store/units/pools.ts'
import { corsHeaders } from './responses.ts'

const headers = { ...corsHeaders, 'content-type': 'application/json', 'cache-control': 'public, max-age=300' }

async function ifPoolExists(
  { engine }: Environment,
  poolId: string,
  document: () => unknown | Promise<unknown>,
): Promise<Response> {
  if (await engine.read(() => readPool(poolId))) {
    return new Response(JSON.stringify(await document()), { headers })
  }
  const body = JSON.stringify({ message: `User pool ${poolId} does not exist.` })
  return new Response(body, { status: 404, headers: { ...headers, 'cache-control': 'no-store' } })
}

/** `/POOLID/.well-known/jwks.json` (RFC 7517). */
export function jwks(environment: Environment, poolId: string): Promise<Response> {
  return ifPoolExists(environment, poolId, async () => ({ keys: await environment.keys.publicKeys(poolId) }))
}

/** `/POOLID/.well-known/latchkey-sign-in?client_id=…`: what the drop-in sign-in asks before it shows itself. */
export async function signInDescription(
  environment: Environment,
  poolId: string,
  clientId = '',
): Promise<Response> {
  const description = await describeSignIn(environment, poolId, clientId)
  const fresh = { ...headers, 'cache-control': 'no-store' }
  if (description) return new Response(JSON.stringify(description), { headers: fresh })
  const body = JSON.stringify({ message: 'There is no such app client in this user pool.' })
  return new Response(body, { status: 404, headers: fresh })
}

/**
 * `/POOLID/.well-known/openid-configuration` (OpenID Connect Discovery, 3; RFC 8414). The first members are
 * Cognito's own.
 *
 * @param base where the pool's domain answers; its issuer's address when absent
 */
export function openIdConfiguration(
  environment: Environment,
  poolId: string,
  base = issuerOf(environment, poolId),
): Promise<Response> {
  const issuer = issuerOf(environment, poolId)
  return ifPoolExists(environment, poolId, () => ({
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${base}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    userinfo_endpoint: `${base}/oauth2/userInfo`,
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: false,
    claims_supported: claims,
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials', 'implicit'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    response_modes_supported: ['query', 'fragment'],
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  }))
}

const claims =
  'aud auth_time cognito:groups cognito:username email email_verified exp iat identities iss jti nonce at_hash origin_jti phone_number phone_number_verified sub token_use name given_name family_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale address updated_at'.split(
    ' ',
  )
