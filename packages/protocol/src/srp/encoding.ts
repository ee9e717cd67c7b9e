/** How Cognito writes integers: on the wire as bare hexadecimal, inside hashes as `pad`. */

/** Big-endian bytes of a non-negative integer, as few as hold it; zero is one byte. */
export function toBytes(integer: bigint): Uint8Array<ArrayBuffer> {
  const hexadecimal = integer.toString(16)
  return fromHexadecimal(hexadecimal.length % 2 ? `0${hexadecimal}` : hexadecimal)
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
  const hexadecimal = integer.toString(16)
  // An odd number of digits leaves four bits clear, and so does a first digit below 8 leave the top one.
  const zeros = hexadecimal.length % 2 ? '0' : hexadecimal < '8' ? '' : '00'
  return fromHexadecimal(zeros + hexadecimal)
}

function fromHexadecimal(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
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
