/** The names of errors in the protocol (RFC 6749, RFC 7009, RFC 8707, OpenID Connect Core). */
export type OAuthErrorCode =
  | 'access_denied'
  | 'account_selection_required'
  | 'interaction_required'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'login_required'
  | 'registration_not_supported'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'

/** A refusal that the other side is told in the protocol's own way. The description carries no secret. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode
  readonly description: string

  constructor(code: OAuthErrorCode, description: string, options?: ErrorOptions) {
    super(`${code}: ${description}`, options)
    this.code = code
    this.description = description
  }
}

/** Why a request is answered with a page and never with a redirect. */
export type PageErrorCode =
  | 'invalid_client'
  | 'invalid_request'
  | 'redirect_mismatch'
  | 'logout_mismatch'
  | 'forged_request'
  | 'expired'
  | 'not_found'

/** A refusal that only the person sees: nobody can be trusted to be told of it by a redirect. */
export class PageError extends Error {
  readonly code: PageErrorCode
  readonly status: 400 | 403 | 404

  constructor(code: PageErrorCode, message: string, status: 400 | 403 | 404 = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}
