/** SRP's arithmetic and hashes through OpenSSL, for Node: synchronous, and several times as fast as BigInt. */
import {
  createHash,
  createHmac,
  createSecretKey,
  DiffieHellman,
  getDiffieHellman,
  hkdfSync,
} from 'node:crypto'
import { concatenate, derivedKeyByteLength, derivedKeyInfo } from './encoding.ts'
import type { SrpEngine } from './engine.ts'
import { GeneratorPowers } from './generator-powers.ts'

/**
 * One object serves every power: each is set and used within one synchronous call. `createDiffieHellman(N, 2)`
 * would test N for primality, which takes 1.7 s with OpenSSL 3.5; the named group is known to be prime, but has
 * no `setPrivateKey` of its own, so it borrows that of the class beside it (docs/decisions).
 */
const group = getDiffieHellman('modp15')
const setPrivateKey = DiffieHellman.prototype.setPrivateKey as (this: typeof group, key: Buffer) => void

/** Big-endian bytes, as few as hold it: `toBytes` by way of Node. */
export function bytesOf(integer: bigint): Buffer {
  const hexadecimal = integer.toString(16)
  return Buffer.from(hexadecimal.length % 2 === 1 ? `0${hexadecimal}` : hexadecimal, 'hex')
}

/** The integer that big-endian bytes stand for: `fromBytes` by way of Node, five times as fast. */
export function integerOf(bytes: Uint8Array): bigint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return BigInt(`0x${buffer.toString('hex')}`)
}

/** `pad` by way of Node. */
function padded(integer: bigint): Buffer {
  const bytes = bytesOf(integer)
  return bytes[0]! < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes])
}

/**
 * base^exponent mod N.
 *
 * @param base from 2 to N − 2
 * @param exponent positive
 */
export function modularPower(base: bigint, exponent: bigint): bigint {
  setPrivateKey.call(group, bytesOf(exponent))
  return integerOf(group.computeSecret(bytesOf(base)))
}

const powersOfGenerator = new GeneratorPowers(exponent => modularPower(2n, exponent))

/** g^exponent mod N, with g = 2; a process that asks often is soon answered in less than half the time. */
export function generatorPower(exponent: bigint): bigint {
  return powersOfGenerator.power(exponent)
}

/** SHA-256 over the parts, one after the other; text is UTF-8. */
export function sha256(...parts: (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * x = H(pad(salt) ‖ H(poolName ‖ userId ‖ ":" ‖ password)). For a device: its group key, its key and its
 * password in these places.
 */
export function privateKeyOf(poolName: string, userId: string, password: string, salt: bigint): bigint {
  return integerOf(sha256(padded(salt), sha256(`${poolName}${userId}:${password}`)))
}

/** v = g^x mod N: what a server keeps in place of a password. */
export function verifierOf(poolName: string, userId: string, password: string, salt: bigint): bigint {
  return generatorPower(privateKeyOf(poolName, userId, password, salt))
}

/** u = H(pad(A) ‖ pad(B)). */
export function scramblingParameter(A: bigint, B: bigint): bigint {
  return integerOf(sha256(padded(A), padded(B)))
}

/** K = HKDF-SHA256(salt pad(u), key pad(S), info "Caldera Derived Key"), 16 bytes. */
export function derivedKey(S: bigint, u: bigint): Uint8Array {
  const key = createSecretKey(padded(S))
  return new Uint8Array(hkdfSync('sha256', key, padded(u), derivedKeyInfo, derivedKeyByteLength))
}

/**
 * The claim signature: HMAC-SHA256(K, poolName ‖ userId ‖ secret block ‖ timestamp), raw bytes.
 *
 * @param secretBlock the decoded `SECRET_BLOCK`
 * @param timestamp exactly as it travels in `TIMESTAMP`
 */
export function claimSignature(
  key: Uint8Array,
  poolName: string,
  userId: string,
  secretBlock: Uint8Array,
  timestamp: string,
): Buffer {
  const message = concatenate(Buffer.from(poolName + userId), secretBlock, Buffer.from(timestamp))
  return hmac(key, message)
}

/** With a key object, since Node takes four times as long to see that bytes are none. */
function hmac(key: Uint8Array, message: Uint8Array): Buffer {
  return createHmac('sha256', createSecretKey(key)).update(message).digest()
}

/** The engine of a client in Node: OpenSSL for powers and hashes. */
export const nodeSrpEngine: SrpEngine = {
  power: modularPower,
  sha256: message => sha256(message),
  hmac,
}
