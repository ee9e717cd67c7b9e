import { ServiceError } from '../errors.ts'
import { authenticateClient } from './client-authentication.ts'
import { authorizationCode } from './grants/authorization-code.ts'
import { clientCredentials } from './grants/client-credentials.ts'
import type { Grant } from './grants/grant.ts'
import { refreshToken } from './grants/refresh-token.ts'
import { OAuthError } from './oauth-error.ts'
import { json, jsonError } from './responses.ts'
import { parameter, type Visit } from './visit.ts'

/** The ways to get tokens, by `grant_type`. The password grant is none of them (RFC 9700, 2.4). */
const grants: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
}

/** `POST /oauth2/token`: the client first, then its grant. */
export async function token(visit: Visit): Promise<Response> {
  return await answeringPrograms(visit, async () => {
    const client = await authenticateClient(visit)
    const grant = requireGrant(visit)
    return json(await grant(visit, client))
  })
}

function requireGrant({ form }: Visit): Grant {
  const type = parameter(form, 'grant_type')
  if (type === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.')
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined
  if (!grant) throw new OAuthError('unsupported_grant_type', 'The grant type is not known here.')
  return grant
}

/**
 * Tells refusals as endpoints for programs do: 401 where HTTP's own authentication was tried, else 400.
 *
 * @param unknownClient the status for a client that has not proven itself by the form
 */
export async function answeringPrograms(
  visit: Visit,
  answer: () => Promise<Response>,
  unknownClient: 400 | 401 = 400,
): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof ServiceError) return jsonError('invalid_request', error.message)
    if (!(error instanceof OAuthError)) throw error
    const withBasic = error.code === 'invalid_client' && visit.headers.has('authorization')
    return withBasic
      ? jsonError(error.code, error.description, 401, { 'www-authenticate': 'Basic realm="client"' })
      : jsonError(error.code, error.description, error.code === 'invalid_client' ? unknownClient : 400)
  }
}
