import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatenate, fromBytes, pad, parseHexadecimal, poolNameOf, toBytes } from './encoding.ts'

test('bytes stand for the integer that they were made of, as few as hold it', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 600n), integer => {
      const bytes = toBytes(integer)
      expect(fromBytes(bytes)).toBe(integer)
      expect(bytes.length).toBe(Math.max(1, Math.ceil(integer.toString(2).length / 8)))
    }),
  )
})

test('padding keeps the top bit clear, with no byte more than that takes', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 600n), integer => {
      const padded = pad(integer)
      expect(fromBytes(padded)).toBe(integer)
      expect(padded[0]! & 0x80).toBe(0)
      expect(padded.length === 1 || padded[0] !== 0 || (padded[1]! & 0x80) !== 0).toBe(true)
    }),
  )
})

test.each([
  [0n, [0]],
  [0x7fn, [0x7f]],
  [0x80n, [0, 0x80]],
  [0xabcn, [0x0a, 0xbc]],
  [0x7fffn, [0x7f, 0xff]],
  [0x8000n, [0, 0x80, 0]],
])('%d is padded to %j', (integer, bytes) => {
  expect([...pad(integer)]).toEqual(bytes)
})

test('parts are joined in order', () => {
  expect([...concatenate(new Uint8Array([1, 2]), new Uint8Array(), new Uint8Array([255]))]).toEqual([
    1, 2, 255,
  ])
})

test.each(['', 'xyz', '0x1', ' 1', '-1', 'a'.repeat(1025)])('%j is not hexadecimal', text => {
  expect(parseHexadecimal(text)).toBeUndefined()
})

test('hexadecimal of odd length is a number all the same', () => {
  expect(parseHexadecimal('abC')).toBe(0xabcn)
})

test('a pool’s name follows the first underscore', () => {
  expect(poolNameOf('us-east-1_abcDEF123')).toBe('abcDEF123')
})
