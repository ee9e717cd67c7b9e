import { fromBase64Url } from '../encoding/base64.ts'
import { parseObject } from '../encoding/json.ts'

/**
 * Reads a compact JSON Web Token's claims (RFC 7519 section 7.2) without verifying its signature.
 *
 * @returns `undefined` for anything but three parts, base64url, UTF-8 and a JSON object: a refresh token is opaque
 */
export function decodeClaims<Claims extends object>(token: string): Claims | undefined {
  const parts = token.split('.')
  const bytes = parts.length === 3 ? fromBase64Url(parts[1]!) : undefined
  if (!bytes) return undefined
  try {
    // As strict as a `TextDecoder`, which many a React Native has not.
    const escaped = Array.from(bytes, byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
    return parseObject(decodeURIComponent(escaped)) as Claims | undefined
  } catch {
    // Bytes that are not UTF-8.
    return undefined
  }
}
