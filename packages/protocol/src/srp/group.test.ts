import { createHash, getDiffieHellman } from 'node:crypto'
import { expect, test } from 'vitest'
import { fromBytes, pad } from './encoding.ts'
import { g, groupByteLength, k, N } from './group.ts'

test('the prime is OpenSSL’s own of RFC 3526 group 15', () => {
  const group = getDiffieHellman('modp15')
  expect(N.toString(16)).toBe(group.getPrime('hex'))
  expect(group.getGenerator('hex')).toBe(`0${g}`)
  expect(N.toString(16)).toHaveLength(groupByteLength * 2)
})

test('k is the hash of the prime and the generator', () => {
  expect(fromBytes(createHash('sha256').update(pad(N)).update(pad(g)).digest())).toBe(k)
})
