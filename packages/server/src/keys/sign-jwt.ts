import { sign } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { SigningKey } from './pool-keys.ts'

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Signs a JWT with RS256 (RFC 7515, 7.1; RFC 7519), in place. Verification is jose's; this half is here because
 * two of these signatures are a third of a sign-in's cost, and every way through the thread pool adds a quarter to
 * each (docs/decisions).
 */
export function signJwt({ keyId, privateKey }: SigningKey, payload: JWTPayload): string {
  const signed = `${base64url({ kid: keyId, alg: 'RS256' })}.${base64url(payload)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}
