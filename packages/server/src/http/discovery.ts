import { issuerOf } from '../domain/tokens.ts'
import type { Environment } from '../environment.ts'
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

/** `/POOLID/.well-known/openid-configuration` (OpenID Connect Discovery, 3). */
export function openIdConfiguration(environment: Environment, poolId: string): Promise<Response> {
  const issuer = issuerOf(environment, poolId)
  return ifPoolExists(environment, poolId, () => ({
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    end_session_endpoint: `${issuer}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${issuer}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
  }))
}
