import {
  decodeJwt,
  decodeProtectedHeader,
  type JWK,
  type JWTPayload,
  errors as joseErrors,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose'
import { identityIssuer } from '../../domain/identity-issuer.ts'
import { identityJwks } from '../../domain/identity-keys.ts'
import { issuerOf } from '../../domain/tokens.ts'
import type { Environment } from '../../environment.ts'
import { readPool } from '../../store/units/pools.ts'

/** What a text is, taken for a JWT (RFC 7519). */
export type TokenJudgement =
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'read'
      readonly header: ProtectedHeaderParameters
      readonly claims: JWTPayload
      readonly verdict: TokenVerdict
    }

/** Whether this server signed a token, and why not. */
export type TokenVerdict =
  | 'good'
  | 'expired'
  | 'notYetValid'
  | 'foreignIssuer'
  | 'unknownKey'
  | 'otherAlgorithm'
  | 'signatureMismatch'

/** Reads a token and says whether it is this server's. Nothing of it is kept. */
export async function judgeToken(environment: Environment, token: string): Promise<TokenJudgement> {
  try {
    const header = decodeProtectedHeader(token)
    const claims = decodeJwt(token)
    return { kind: 'read', header, claims, verdict: await verdictOf(environment, token, header, claims) }
  } catch (error) {
    if (error instanceof joseErrors.JOSEError || error instanceof TypeError) return { kind: 'unreadable' }
    throw error
  }
}

async function verdictOf(
  environment: Environment,
  token: string,
  { kid, alg }: ProtectedHeaderParameters,
  { iss = '' }: JWTPayload,
): Promise<TokenVerdict> {
  const keys = await keysOf(environment, iss)
  if (!keys) return 'foreignIssuer'
  if (alg !== 'RS256') return 'otherAlgorithm'
  const jwk = keys.find(key => key.kid === kid)
  if (!jwk) return 'unknownKey'
  try {
    await jwtVerify(token, jwk, {
      algorithms: ['RS256'],
      currentDate: new Date(environment.now()),
    })
    return 'good'
  } catch (error) {
    if (error instanceof joseErrors.JWTExpired) return 'expired'
    if (error instanceof joseErrors.JWTClaimValidationFailed) return 'notYetValid'
    if (error instanceof joseErrors.JOSEError) return 'signatureMismatch'
    throw error
  }
}

/** The keys of an issuer that this server is. */
async function keysOf(environment: Environment, issuer: string): Promise<readonly JWK[] | undefined> {
  if (issuer === identityIssuer) return (await identityJwks(environment)).keys
  const poolId = issuer.slice(issuer.lastIndexOf('/') + 1)
  // Keys are made for whatever pool they are asked for, so there must be one.
  const pool = await environment.engine.read(() => readPool(poolId))
  if (!pool || issuerOf(environment, poolId) !== issuer) return undefined
  return await environment.keys.publicKeys(poolId)
}
