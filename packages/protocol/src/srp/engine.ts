import { modularPower } from './power.ts'

type Soon<Value> = Value | Promise<Value>

/**
 * What an SRP exchange needs of its platform. The portable engine is BigInt and WebCrypto; Node has OpenSSL
 * (`@latchkey/protocol/srp/node`); a runtime without WebCrypto brings its own hashes.
 */
export interface SrpEngine {
  /** base^exponent mod N, for 1 < base < N − 1 and a positive exponent. */
  power(base: bigint, exponent: bigint): Soon<bigint>
  /** SHA-256. */
  sha256(message: Uint8Array<ArrayBuffer>): Soon<Uint8Array>
  /** HMAC-SHA256. */
  hmac(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Soon<Uint8Array>
}

/** HMAC-SHA256 by WebCrypto. */
export async function webHmac(
  subtle: SubtleCrypto,
  key: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', imported, message))
}

/** The portable engine, on native BigInt and the given WebCrypto. */
export function portableSrpEngine(subtle: SubtleCrypto): SrpEngine {
  return {
    power: modularPower,
    sha256: async message => new Uint8Array(await subtle.digest('SHA-256', message)),
    hmac: (key, message) => webHmac(subtle, key, message),
  }
}
