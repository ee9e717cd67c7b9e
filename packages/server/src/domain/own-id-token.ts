import { decodeProtectedHeader, errors as joseErrors, jwtVerify } from 'jose'
import type { Environment } from '../environment.ts'
import { issuerOf } from './tokens.ts'

/** What an id token says of whose it is. */
export interface IdTokenOwner {
  readonly sub: string
  readonly clientId: string
}

/**
 * Reads an id token of a pool that comes back as a hint (`id_token_hint`): ours by its signature, of whatever age.
 *
 * @returns `undefined` for anything else
 */
export async function readOwnIdToken(
  environment: Environment,
  poolId: string,
  token: string,
): Promise<IdTokenOwner | undefined> {
  try {
    const { kid } = decodeProtectedHeader(token)
    const jwk = await environment.keys.publicKey(poolId, 'id', kid)
    if (!jwk) return undefined
    const { payload } = await jwtVerify(token, jwk, {
      algorithms: ['RS256'],
      issuer: issuerOf(environment, poolId),
      // A hint may have expired long ago.
      currentDate: new Date(0),
    })
    if (payload['token_use'] !== 'id' || !payload.sub || typeof payload.aud !== 'string') return undefined
    return { sub: payload.sub, clientId: payload.aud }
  } catch (error) {
    if (error instanceof joseErrors.JOSEError || error instanceof TypeError) return undefined
    throw error
  }
}
