import type * as protocol from '@latchkey/protocol'

/** Names of the protocol that an app meets in results. */
export type AccessTokenClaims = protocol.AccessTokenClaims
export type AuthenticationFlow = protocol.AuthenticationFlow
export type ChallengeName = protocol.ChallengeName
export type IdTokenClaims = protocol.IdTokenClaims
