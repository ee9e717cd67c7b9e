import { decodeJwt, decodeProtectedHeader, type JWTPayload, errors as joseErrors, jwtVerify } from 'jose'
import type { Environment } from '../environment.ts'
import { readPool } from '../store/units/pools.ts'
import { readSession } from '../store/units/sessions.ts'
import { readUser } from '../store/units/users.ts'
import { identityErrors } from './identity-errors.ts'
import { issuerOf } from './tokens.ts'
import type { LoginProviders, VerifiedLogin } from './verified-login.ts'

/**
 * The names under which callers know a user pool of this server: Amazon's form, and the issuer without its
 * scheme, which Amplify makes out of the `iss` claim. The first is the one that is stored.
 */
function namesOf(environment: Environment, poolId: string): string[] {
  const region = poolId.slice(0, poolId.indexOf('_'))
  const issuer = issuerOf(environment, poolId).replace(/^https?:\/\//, '')
  return [region, environment.region]
    .map(name => `cognito-idp.${name}.amazonaws.com/${poolId}`)
    .concat(issuer)
}

/** Logins by the id token of a user pool of this server. */
export const userPoolLogins: LoginProviders = {
  find(environment, { configuration }, key) {
    const poolId = key.slice(key.lastIndexOf('/') + 1)
    const names = namesOf(environment, poolId)
    if (!names.includes(key)) return undefined
    const clients = (configuration.CognitoIdentityProviders ?? []).filter(
      ({ ProviderName }) => ProviderName !== undefined && names.includes(ProviderName),
    )
    if (clients.length === 0) return undefined
    const name = names[0] ?? key
    return {
      name,
      async verify(token): Promise<VerifiedLogin> {
        const claims = await verifyIdToken(environment, poolId, token)
        const client = clients.find(({ ClientId }) => ClientId !== undefined && ClientId === claims.aud)
        if (!client) throw identityErrors.tokenAudience()
        if (client.ServerSideTokenCheck) await checkSession(environment, poolId, claims)
        const subject = claims.sub ?? ''
        return {
          provider: name,
          subject,
          amr: `${name}:CognitoSignIn:${subject}`,
          roleMappingKeys: names.map(known => `${known}:${client.ClientId}`),
          claims,
        }
      },
    }
  },
}

/** Signature, issuer, expiry and use; the audience is left to the caller. */
async function verifyIdToken(environment: Environment, poolId: string, token: string): Promise<JWTPayload> {
  const { claims, keyId } = readToken(token)
  const issuer = issuerOf(environment, poolId)
  if (claims.iss !== issuer) {
    const isOurs = claims.iss?.startsWith(`${environment.issuer()}/`)
    throw isOurs ? identityErrors.tokenIssuer() : identityErrors.tokenForeign()
  }
  // Keys are made at first need: a pool that is not there must not get any.
  if (!(await environment.engine.read(() => readPool(poolId)))) throw identityErrors.tokenUnverified()
  const jwk = await environment.keys.publicKey(poolId, 'id', keyId)
  if (!jwk) throw identityErrors.tokenUnverified()
  const now = environment.now()
  try {
    const { payload } = await jwtVerify(token, jwk, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['sub', 'aud', 'exp'],
      currentDate: new Date(now),
    })
    if (payload['token_use'] !== 'id') throw identityErrors.tokenMalformed()
    return payload
  } catch (cause) {
    if (cause instanceof joseErrors.JWTExpired) {
      throw identityErrors.tokenExpired(Math.floor(now / 1000), Number(cause.payload.exp))
    }
    if (cause instanceof joseErrors.JOSEError) {
      throw Object.assign(identityErrors.tokenUnverified(), { cause })
    }
    throw cause
  }
}

/** What a token says of itself, before anything of it is verified. */
function readToken(token: string): { claims: JWTPayload; keyId: string | undefined } {
  try {
    const claims = decodeJwt(token)
    if (claims['token_use'] === 'id') return { claims, keyId: decodeProtectedHeader(token).kid }
  } catch (cause) {
    throw Object.assign(identityErrors.tokenMalformed(), { cause })
  }
  throw identityErrors.tokenMalformed()
}

/** ServerSideTokenCheck: the user may still act, and the session was not revoked. */
async function checkSession(environment: Environment, poolId: string, claims: JWTPayload): Promise<void> {
  const sessionId = String(claims['origin_jti'] ?? claims['event_id'])
  const { session, user } = await environment.engine.read(function* () {
    return {
      session: yield* readSession(poolId, sessionId),
      user: yield* readUser(poolId, claims.sub ?? ''),
    }
  })
  if (!session || session.revoked_at > 0 || user?.enabled !== 1) throw identityErrors.loginRefused()
}
