import { fromBase64Url } from '../encoding/base64.ts'

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
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof claims === 'object' && claims && !Array.isArray(claims) ? (claims as Claims) : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
