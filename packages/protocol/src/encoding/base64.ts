/** Base64 (RFC 4648 section 4) and base64url (section 5) over bytes, on `btoa` and `atob` alone. */

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}

/** Base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Reads either alphabet, with or without padding: `SECRET_BLOCK` comes in both. `undefined` when the text is
 * not base64.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const standard = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(standard) || standard.length % 4 === 1) return undefined
  return Uint8Array.from(atob(standard), character => character.charCodeAt(0))
}

/** Reads base64url strictly: no padding, no standard alphabet, no stray bits at the end. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = /^[\w-]*$/.test(text) ? fromBase64(text) : undefined
  return bytes && toBase64Url(bytes) === text ? bytes : undefined
}
