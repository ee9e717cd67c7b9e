import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { selfSignedCertificate } from './self-signed-certificate.ts'

it('names its key, for its time, signed by itself', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const from = Date.UTC(2026, 0, 2, 3, 4, 5)
  const until = Date.UTC(2051, 0, 2, 3, 4, 5)
  const certificate = new X509Certificate(
    selfSignedCertificate(privateKey, 'us-east-1_people', Uint8Array.of(255, 1), from, until),
  )
  expect(certificate.subject).toBe('CN=us-east-1_people')
  expect(certificate.issuer).toBe(certificate.subject)
  expect(certificate.serialNumber).toBe('7F01')
  expect(certificate.verify(publicKey)).toBe(true)
  expect(Date.parse(certificate.validFrom)).toBe(from)
  expect(Date.parse(certificate.validTo)).toBe(until)
})
