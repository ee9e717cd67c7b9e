import { createPublicKey, type KeyObject, sign } from 'node:crypto'

/** An element of DER (X.690): tag, length, content. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 128) return Buffer.concat([Uint8Array.of(tag, content.length), content])
  let size = content.length.toString(16)
  if (size.length % 2 === 1) size = `0${size}`
  const length = Buffer.from(size, 'hex')
  return Buffer.concat([Uint8Array.of(tag, 0x80 | length.length), length, content])
}

const sequence = (...parts: readonly Uint8Array[]) => element(0x30, ...parts)

/** `sha256WithRSAEncryption`, 1.2.840.113549.1.1.11 (RFC 4055, section 5). */
const algorithm = sequence(element(0x06, Buffer.from('2a864886f70d01010b', 'hex')), element(0x05))
/** `commonName`, 2.5.4.3. */
const commonName = element(0x06, Buffer.from('550403', 'hex'))

/** Two digits of the year until 2049, and four from then on (RFC 5280, section 4.1.2.5). */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+|[-:T]/g, '')
  const short = Number(digits.slice(0, 4)) < 2050
  return element(short ? 0x17 : 0x18, Buffer.from(short ? digits.slice(2) : digits))
}

/**
 * A certificate that a key makes for itself (X.509 version 3, RFC 5280), which providers take as the name of the key
 * and nothing more.
 *
 * @param serial up to 20 bytes
 * @param from milliseconds
 * @param until milliseconds
 * @returns DER
 */
export function selfSignedCertificate(
  privateKey: KeyObject,
  name: string,
  serial: Uint8Array,
  from: number,
  until: number,
): Buffer {
  const subject = sequence(element(0x31, sequence(commonName, element(0x0c, Buffer.from(name)))))
  const positive = Buffer.from(serial)
  positive[0] = (positive[0]! & 0x7f) | 0x40
  const certificate = sequence(
    element(0xa0, element(0x02, Uint8Array.of(2))),
    element(0x02, positive),
    algorithm,
    subject,
    sequence(time(from), time(until)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', certificate, privateKey)
  return sequence(certificate, algorithm, element(0x03, Uint8Array.of(0), signature))
}
