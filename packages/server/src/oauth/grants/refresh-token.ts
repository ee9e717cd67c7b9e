import { ServiceError } from '../../errors.ts'
import { refreshTokens } from '../../flow/refresh.ts'
import { OAuthError } from '../oauth-error.ts'
import { listParameter, parameter } from '../visit.ts'
import type { Grant } from './grant.ts'

/** What of a refusal is the token's fault: the client must sign in again (AWSMobileClient counts on this name). */
const ofTheToken = ['NotAuthorizedException', 'RefreshTokenReuseException', 'UserNotFoundException']

/** `refresh_token` (RFC 6749, 6): new tokens of the same scopes; a new refresh token where the client rotates. */
export const refreshToken: Grant = async (visit, client) => {
  const { environment, pool, form } = visit
  const presented = parameter(form, 'refresh_token')
  if (presented === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing.')
  const context = { environment, pool, client, admin: false }
  const tokens = await refreshTokens(context, {
    refreshToken: presented,
    proof: 'proven',
    scopes: listParameter(form, 'scope'),
  }).catch((error: unknown) => {
    throw refusalOf(error)
  })
  return {
    ...(tokens.IdToken ? { id_token: tokens.IdToken } : {}),
    access_token: tokens.AccessToken ?? '',
    ...(tokens.RefreshToken ? { refresh_token: tokens.RefreshToken } : {}),
    expires_in: tokens.ExpiresIn ?? 0,
    token_type: 'Bearer',
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error
  if (error.name === 'ScopeDoesNotExistException') {
    return new OAuthError('invalid_scope', 'A scope was not granted before.', { cause: error })
  }
  if (ofTheToken.includes(error.name)) return new OAuthError('invalid_grant', error.message, { cause: error })
  return error
}
