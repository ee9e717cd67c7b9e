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

/** What is known of a person who signed in; `tokens` is absent once the service refused them. */
export interface Session {
  readonly provider: Exclude<Provider, 'none'>
  /** The service's name of the person. */
  readonly username: string
  /** What the person typed. */
  readonly usernameTyped: string | undefined
  readonly tokens: Tokens | undefined
  /** How long before `expiration` tokens are renewed, in milliseconds. */
  readonly leeway: number
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

/**
 * Reads tokens once, when they arrive.
 *
 * @param fallbackExpiration milliseconds since 1970, for tokens that do not say when they end
 */
export function readTokens(strings: TokenStrings, fallbackExpiration: number): Tokens {
  const accessToken = read<AccessTokenClaims>(strings.accessToken)
  const idToken = strings.idToken ? read<IdTokenClaims>(strings.idToken) : undefined
  const ends = [accessToken.claims?.exp, idToken?.claims?.exp].filter(end => typeof end === 'number')
  return {
    idToken,
    accessToken,
    refreshToken: strings.refreshToken ? read(strings.refreshToken) : undefined,
    expiration: new Date(ends.length ? Math.min(...ends) * 1000 : fallbackExpiration),
  }
}

const minute = 60_000
/** How long before their end things are renewed, in milliseconds. */
export const leeways = { userPools: 2 * minute, hostedUI: 5 * minute, credentials: 10 * minute } as const

/** A leeway in proportion: what lives five minutes is not renewed after three. */
export function scaledLeeway(leeway: number, lifetime: number): number {
  return Math.min(leeway, Math.max(lifetime, 0) / 6)
}
