import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts'

test('base64 agrees with Node for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(fromBase64(toBase64Url(bytes))).toEqual(bytes)
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
    }),
  )
})

test.each(['a', 'ab cd', 'ab\n', 'äöü!', 'ab=cd', '===='])('base64 refuses %j', text => {
  expect(fromBase64(text)).toBeUndefined()
})

test.each(['a', 'YQ==', 'a+/b', 'YR', 'YW Jj'])('strict base64url refuses %j', text => {
  expect(fromBase64Url(text)).toBeUndefined()
})
