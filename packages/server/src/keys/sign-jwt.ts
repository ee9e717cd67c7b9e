import { sign } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { SigningKey } from './pool-keys.ts'

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Signs a JWT with RS256 on Node's thread pool (RFC 7515, 7.1; RFC 7519). Verification is jose's; this half is
 * here because two of these signatures are a third of a sign-in's cost, and the way through WebCrypto adds a tenth
 * to each (docs/decisions).
 */
export function signJwt({ keyId, privateKey }: SigningKey, payload: JWTPayload): Promise<string> {
  const signed = `${base64url({ kid: keyId, alg: 'RS256' })}.${base64url(payload)}`
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(signed), privateKey, (error, signature) => {
      if (error) reject(error)
      else resolve(`${signed}.${signature.toString('base64url')}`)
    })
  })
}
