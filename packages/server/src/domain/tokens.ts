import { createHash } from 'node:crypto'
import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import type { JWTPayload } from 'jose'
import { type Environment, uuid } from '../environment.ts'
import type { SigningUse } from '../keys/pool-keys.ts'
import { signJwt } from '../keys/sign-jwt.ts'
import { isReadable } from './attributes.ts'
import { identitiesClaim } from './linked-identities.ts'
import { overrideClaims, type TokenGroups, type TokenSource } from './pre-token-generation.ts'
import { isInScope } from './scopes.ts'
import { tokenGroups } from './token-groups.ts'
import type { User } from './user.ts'
import {
  allowsRevocation,
  schemaOf,
  tokenLifetimes,
  type UserPool,
  type UserPoolClient,
} from './user-pool.ts'

/** The scope of a sign-in through the API: the user may manage the own account. */
export const selfServiceScope = 'aws.cognito.signin.user.admin'

/** What tokens say about the sign-in that they came from. */
export interface TokenSession {
  /** The `origin_jti` of the whole family. */
  readonly id: string
  readonly scope: string
  /** Milliseconds. */
  readonly authenticatedAt: number
  /** The key of the device that took part, where the pool tracks devices. */
  readonly deviceKey?: string
  /** Of a session that the authorization server opened: what its tokens say besides. */
  readonly oauth?: {
    /** The resource server that the access token is for (RFC 8707). */
    readonly resource?: string | undefined
    /** What the client sent to recognise its own request by (OpenID Connect Core, 3.1.2.1). */
    readonly nonce?: string | undefined
  }
}

/** The issuer of a pool's tokens: the server's own origin and the pool's id. */
export function issuerOf(environment: Environment, poolId: string): string {
  return `${environment.issuer()}/${poolId}`
}

interface Issue {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  readonly session: TokenSession
  readonly source: TokenSource
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined
  /** Left out of the answer when it is not given, as a refresh without rotation does. */
  readonly refreshToken?: string
}

/**
 * Issues id and access token for a session (section 5 of Cognito's token reference). Under OAuth the id token is
 * there only with the scope `openid`, and tells what the scopes open.
 */
export async function issueTokens(environment: Environment, issue: Issue): Promise<AuthenticationResultType> {
  const { pool, client, user, session, refreshToken } = issue
  const lifetimes = tokenLifetimes(client)
  const issuedAt = Math.floor(environment.now() / 1000)
  const groups = await tokenGroups(environment, user)
  const { oauth } = session
  const scopes = session.scope.split(' ')
  const isTold = (name: string) => isReadable(client, name) && (!oauth || isInScope(scopes, name))
  const own = {
    id: {
      ...idClaims(pool, user, isTold),
      ...groupClaims(groups),
      ...(groups.roles.length > 0 ? { 'cognito:roles': groups.roles } : {}),
      ...(groups.preferredRole ? { 'cognito:preferred_role': groups.preferredRole } : {}),
    },
    access: { ...groupClaims(groups), scope: session.scope },
  }
  const claims = await overrideClaims(environment, issue, issue.source, groups, own)
  const common = {
    sub: user.sub,
    iss: issuerOf(environment, pool.id),
    ...(allowsRevocation(client) ? { origin_jti: session.id } : {}),
    event_id: session.id,
    auth_time: Math.floor(session.authenticatedAt / 1000),
    iat: issuedAt,
  }
  const sign = async (use: SigningUse, lifetime: number, claims: JWTPayload) => {
    const key = await environment.keys.signingKey(pool.id, use)
    const payload = {
      ...claims,
      ...common,
      token_use: use,
      exp: issuedAt + Math.floor(lifetime / 1000),
      jti: uuid(environment.random),
    }
    return signJwt(key, payload)
  }
  const AccessToken = await sign('access', lifetimes.access, {
    ...claims.access,
    client_id: client.id,
    username: user.username,
    ...(session.deviceKey ? { device_key: session.deviceKey } : {}),
    ...(oauth ? { version: 2 } : {}),
    ...(oauth?.resource ? { aud: oauth.resource } : {}),
  })
  const idToken = () =>
    sign('id', lifetimes.id, {
      ...claims.id,
      'cognito:username': user.username,
      aud: client.id,
      ...(oauth ? { at_hash: accessTokenHash(AccessToken) } : {}),
      ...(oauth?.nonce ? { nonce: oauth.nonce } : {}),
    })
  return {
    AccessToken,
    ...(!oauth || scopes.includes('openid') ? { IdToken: await idToken() } : {}),
    ExpiresIn: Math.floor(lifetimes.access / 1000),
    TokenType: 'Bearer',
    ...(refreshToken ? { RefreshToken: refreshToken } : {}),
  }
}

function groupClaims({ names }: TokenGroups): JWTPayload {
  return names.length > 0 ? { 'cognito:groups': names } : {}
}

/** The left half of the access token's digest, which ties the id token to it (OpenID Connect Core, 3.1.3.6). */
function accessTokenHash(token: string): string {
  return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url')
}

/** A user's attributes as claims: flags as booleans, all else as text. */
function idClaims(pool: UserPool, user: User, isTold: (name: string) => boolean): JWTPayload {
  const schema = schemaOf(pool)
  const claims: JWTPayload = {}
  for (const [name, value] of Object.entries(user.attributes)) {
    if (!isTold(name)) continue
    const isFlag = schema.get(name)?.AttributeDataType === 'Boolean' && !name.startsWith('custom:')
    if (name === 'identities') claims[name] = identitiesClaim(user.attributes)
    // An object by OpenID Connect (Core, 5.1.1); what the user has is the text of it.
    else if (name === 'address') claims[name] = { formatted: value }
    else claims[name] = isFlag ? value.toLowerCase() === 'true' : value
  }
  return claims
}
