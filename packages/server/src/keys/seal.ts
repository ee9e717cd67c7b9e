import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

/** 32 bytes. A key object saves Node the making of one for each call. */
export type SealKey = Uint8Array | KeyObject

const version = 1
const nonceLength = 12
const tagLength = 16

/**
 * Authenticated encryption of what must not be readable at rest or in a client's hands (AES-256-GCM).
 *
 * The sealed form is: version byte, 12-byte nonce, ciphertext, 16-byte tag.
 *
 * @param context what the value belongs to; opening needs the same text, so a sealed value cannot be moved
 */
export function seal(key: SealKey, context: string, value: Uint8Array, nonce: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(value), cipher.final()])
  return Buffer.concat([Uint8Array.of(version), nonce, ciphertext, cipher.getAuthTag()])
}

/** Opens a sealed value; `undefined` when it was made with another key or context, or was changed. */
export function unseal(key: SealKey, context: string, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(1 + nonceLength, sealed.length - tagLength)),
      decipher.final(),
    ])
  } catch {
    // The tag did not match: what was sealed is not what came.
    return undefined
  }
}

/** How many random bytes `seal` needs. */
export const sealNonceLength = nonceLength

/** A key of its own for each use, from one secret (HKDF-SHA256, RFC 5869). */
export function deriveKey(secret: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `latchkey ${use}`, 32))
}

/** The secret that seals what belongs to no pool, temporary credentials above all. */
export const deriveServerSecret = (rootKey: Uint8Array) => deriveKey(rootKey, 'server')

/** HMAC-SHA256. */
export function keyedHash(key: SealKey, ...parts: (string | Uint8Array)[]): Buffer {
  // Asked whether bytes are a key object, Node throws and catches an error, which takes longer than the HMAC.
  const hmac = createHmac('sha256', key instanceof Uint8Array ? createSecretKey(key) : key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}
