import { type AccessTokenClaims, decodeClaims, type IdTokenClaims } from '@latchkey/protocol'
import type { Provider } from './machine.ts'

/** A token as it travels, and what it says. */
export interface SessionToken<Claims = Readonly<Record<string, unknown>>> {
  readonly tokenString: string
  /** `undefined` where the token is opaque, as refresh tokens are. */
  readonly claims: Claims | undefined
}

/** A signed-in person's tokens. */
export interface Tokens {
  readonly idToken: SessionToken<IdTokenClaims> | undefined
  readonly accessToken: SessionToken<AccessTokenClaims>
  readonly refreshToken: SessionToken | undefined
  /** When the first of id and access token ends, by the service's clock. */
  readonly expiration: Date
}

/** A login at somebody else's, which the identity pool takes as it is. */
export interface FederatedLogin {
  /** The provider's name among an identity pool's logins. */
  readonly providerName: string
  /** Absent once the identity pool refused it. */
  readonly token: string | undefined
  readonly customRoleARN: string | undefined
}

/** What a session that began in the hosted UI needs later: to be renewed, federated and ended. */
export interface HostedLogin {
  /** The name among an identity pool's logins; absent for the user pool's own. */
  readonly providerName: string | undefined
  /** Whether the identity pool hears of it. */
  readonly federated: boolean
  /** Whether the browser forgot the sign-in with its window. */
  readonly privateSession: boolean
  readonly presentation: 'redirect' | 'popup'
  /** Parameters of the app's that go along with later requests. */
  readonly tokenURIQueryParameters: Readonly<Record<string, string>> | undefined
  readonly signOutURIQueryParameters: Readonly<Record<string, string>> | undefined
}

/** What is known of a person who signed in; what proves it is absent once the service refused it. */
export interface Session {
  readonly provider: Exclude<Provider, 'none'>
  /** The service's name of the person. */
  readonly username: string
  /** What the person typed. */
  readonly usernameTyped: string | undefined
  readonly tokens: Tokens | undefined
  /** How long before `expiration` tokens are renewed, in milliseconds. */
  readonly leeway: number
  readonly federation?: FederatedLogin | undefined
  readonly hosted?: HostedLogin | undefined
}

/** The three tokens as they travel. */
export interface TokenStrings {
  readonly idToken: string | undefined
  readonly accessToken: string
  readonly refreshToken: string | undefined
}

function read<Claims extends object>(tokenString: string): SessionToken<Claims> {
  return { tokenString, claims: decodeClaims<Claims>(tokenString) }
}

const endOf = (token: SessionToken<{ readonly exp?: number }> | undefined, otherwise: number): number =>
  typeof token?.claims?.exp === 'number' ? token.claims.exp * 1000 : otherwise

/**
 * Reads tokens once, when they arrive.
 *
 * @param fallbackExpiration milliseconds since 1970, for an access token that does not say when it ends
 */
export function readTokens(strings: TokenStrings, fallbackExpiration: number): Tokens {
  const accessToken = read<AccessTokenClaims>(strings.accessToken)
  const idToken = strings.idToken ? read<IdTokenClaims>(strings.idToken) : undefined
  const end = Math.min(endOf(accessToken, fallbackExpiration), endOf(idToken, Number.POSITIVE_INFINITY))
  return {
    idToken,
    accessToken,
    refreshToken: strings.refreshToken ? read(strings.refreshToken) : undefined,
    expiration: new Date(end),
  }
}

const minute = 60_000
/** How long before their end things are renewed, in milliseconds. */
export const leeways = {
  userPools: 2 * minute,
  hostedUI: 5 * minute,
  oidcFederation: 0,
  credentials: 10 * minute,
} as const

/** A leeway in proportion: what lives five minutes is not renewed after three. */
export function scaledLeeway(leeway: number, lifetime: number): number {
  return Math.min(leeway, Math.max(lifetime, 0) / 6)
}
