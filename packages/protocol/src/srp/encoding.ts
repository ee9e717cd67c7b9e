/** How Cognito writes integers: on the wire as bare hexadecimal, inside hashes as `pad`. */

/** Big-endian bytes of a non-negative integer, as few as hold it; zero is one byte. */
export function toBytes(integer: bigint): Uint8Array<ArrayBuffer> {
  let hexadecimal = integer.toString(16)
  if (hexadecimal.length % 2 === 1) hexadecimal = `0${hexadecimal}`
  const bytes = new Uint8Array(hexadecimal.length / 2)
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(hexadecimal.slice(index * 2, index * 2 + 2), 16)
  }
  return bytes
}

/** The integer that big-endian bytes stand for. */
export function fromBytes(bytes: Uint8Array): bigint {
  let hexadecimal = '0x0'
  for (const byte of bytes) hexadecimal += byte.toString(16).padStart(2, '0')
  return BigInt(hexadecimal)
}

/**
 * Cognito's `pad(n)`: minimal big-endian two's complement, so a zero byte goes in front when the top bit is
 * set. It is not padding to the length of N, as RFC 5054 has it.
 */
export function pad(integer: bigint): Uint8Array<ArrayBuffer> {
  const bytes = toBytes(integer)
  if (bytes[0]! < 0x80) return bytes
  const padded = new Uint8Array(bytes.length + 1)
  padded.set(bytes, 1)
  return padded
}

/** Several byte strings, one after the other. */
export function concatenate(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Reads the lower-case hexadecimal of `SRP_A`, `SRP_B` and `SALT`; `undefined` when it is not hexadecimal. */
export function parseHexadecimal(text: string): bigint | undefined {
  return /^[0-9a-f]{1,1024}$/i.test(text) ? BigInt(`0x${text}`) : undefined
}

/** The part of a pool id after its first underscore: what SRP calls the pool's name. */
export function poolNameOf(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1)
}

/** HKDF's `info` in Cognito's key derivation. */
export const derivedKeyInfo = 'Caldera Derived Key'

/** The derived key K is 16 bytes. */
export const derivedKeyByteLength = 16
