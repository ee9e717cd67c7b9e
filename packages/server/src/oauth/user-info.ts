import { authenticateBearer } from '../domain/access-token.ts'
import { isReadable } from '../domain/attributes.ts'
import { isInScope } from '../domain/scopes.ts'
import { ServiceError } from '../errors.ts'
import { json, jsonError } from './responses.ts'
import { parameter, type Visit } from './visit.ts'

/** `GET` or `POST /oauth2/userInfo` (OpenID Connect Core, 5.3): what the scopes of the access token open. */
export async function userInfo(visit: Visit): Promise<Response> {
  const token = presentedToken(visit)
  if (token === undefined) {
    return jsonError('invalid_request', 'The request lacks an access token.', 401, {
      'www-authenticate': 'Bearer',
    })
  }
  try {
    const { client, user, claims, pool } = await authenticateBearer(visit.environment, token, 'openid')
    if (pool.id !== visit.pool.id) return refuse()
    const scopes = String(claims['scope']).split(' ')
    const told = Object.entries(user.attributes).filter(
      ([name]) => isReadable(client, name) && isInScope(scopes, name),
    )
    // All values are text, as Cognito has them.
    return json({ ...Object.fromEntries(told), sub: user.sub, username: user.username })
  } catch (error) {
    if (error instanceof ServiceError) return refuse()
    throw error
  }
}

/** By the header or, in a form, by its field (RFC 6750, 2.1 and 2.2); never by the address. */
function presentedToken({ headers, form }: Visit): string | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  return token ?? parameter(form, 'access_token')
}

function refuse(): Response {
  const description = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'
  return json({ error: 'invalid_token', error_description: description }, 401, {
    'www-authenticate': `Bearer error="invalid_token", error_description="${description}"`,
  })
}
