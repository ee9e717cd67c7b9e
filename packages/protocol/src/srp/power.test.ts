import fc from 'fast-check'
import { expect, test } from 'vitest'
import { N } from './group.ts'
import { modularPower as opensslPower } from './node.ts'
import { modularPower } from './power.ts'

test('the portable power agrees with OpenSSL for any base and exponent', () => {
  fc.assert(
    fc.property(fc.bigInt(2n, N - 2n), fc.bigInt(1n, 1n << 520n), (base, exponent) => {
      expect(modularPower(base, exponent)).toBe(opensslPower(base, exponent))
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['anything to the zeroth', 5n, 0n, 1n],
  ['zero', 0n, 7n, 0n],
  ['one', 1n, 1n << 300n, 1n],
  ['N − 1 squared', N - 1n, 2n, 1n],
  ['N − 1 cubed', N - 1n, 3n, N - 1n],
])('%s has the power that the edge of the range demands', (_, base, exponent, power) => {
  expect(modularPower(base, exponent)).toBe(power)
})
