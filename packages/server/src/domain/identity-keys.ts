import type { JWK } from 'jose'
import type { Environment } from '../environment.ts'
import type { SigningKey } from '../keys/pool-keys.ts'

/** Whose keys sign the OpenID tokens of identity pools: one for all pools, as at Amazon. No pool has this id. */
const owner = 'identity'

/** The key that signs the OpenID tokens of identity pools. */
export function identitySigningKey({ keys }: Pick<Environment, 'keys'>): Promise<SigningKey> {
  return keys.signingKey(owner, 'id')
}

/** The key set of `/.well-known/jwks_uri` (RFC 7517), by which others verify GetOpenIdToken's tokens. */
export async function identityJwks(environment: Pick<Environment, 'keys'>): Promise<{ keys: JWK[] }> {
  return { keys: [(await identitySigningKey(environment)).publicJwk] }
}
