/** The claims of Cognito's JSON Web Tokens. Times are seconds since 1970, as RFC 7519 has them. */

interface CommonClaims {
  /** The user's unchanging id, a UUID. */
  readonly sub: string
  readonly iss: string
  readonly iat: number
  readonly exp: number
  readonly jti?: string
  /** When the person signed in; it stays over refreshes. */
  readonly auth_time?: number
  /** Shared by all tokens of one sign-in; present when tokens can be revoked. */
  readonly origin_jti?: string
  readonly event_id?: string
  readonly 'cognito:groups'?: readonly string[]
  readonly [claim: string]: unknown
}

/** What an id token says of the person; attributes are claims beside the ones named here. */
export interface IdTokenClaims extends CommonClaims {
  readonly token_use?: 'id'
  /** The app client's id. */
  readonly aud: string
  readonly 'cognito:username'?: string
  readonly 'cognito:roles'?: readonly string[]
  readonly 'cognito:preferred_role'?: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly phone_number?: string
  readonly phone_number_verified?: boolean
  readonly nonce?: string
}

/** What an access token allows. */
export interface AccessTokenClaims extends CommonClaims {
  readonly token_use?: 'access'
  readonly client_id: string
  readonly username?: string
  /** Scopes separated by spaces. */
  readonly scope?: string
  readonly device_key?: string
}
