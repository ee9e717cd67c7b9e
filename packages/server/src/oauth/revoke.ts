import { revokeFamily } from '../domain/revoke-family.ts'
import { allowsRevocation } from '../domain/user-pool.ts'
import { authenticateClient } from './client-authentication.ts'
import { OAuthError } from './oauth-error.ts'
import { corsHeaders } from './responses.ts'
import { answeringPrograms } from './token.ts'
import { parameter, type Visit } from './visit.ts'

/** `POST /oauth2/revoke` (RFC 7009): ends the session of a refresh token. An unknown one is as good as revoked. */
export async function revoke(visit: Visit): Promise<Response> {
  const answer = async () => {
    const { environment, pool, form } = visit
    const client = await authenticateClient(visit)
    const token = parameter(form, 'token')
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.')
    if (!allowsRevocation(client)) {
      throw new OAuthError('invalid_request', 'Token revocation is not enabled for this client.')
    }
    // A JWT: an access or id token, which only its session's end invalidates.
    if (token.split('.').length === 3) {
      throw new OAuthError('unsupported_token_type', 'Only refresh tokens are revoked.')
    }
    await revokeFamily(environment, client, pool, token)
    return new Response(null, { status: 200, headers: { ...corsHeaders, 'cache-control': 'no-store' } })
  }
  // Unlike the token endpoint's, Amazon's answer is 401 however the client has come.
  return await answeringPrograms(visit, answer, 401)
}
