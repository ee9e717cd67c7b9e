import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GeneratorPowers } from './generator-powers.ts'
import { g } from './group.ts'
import { modularPower } from './node.ts'

describe('powers of the generator', () => {
  const openssl = (exponent: bigint) => modularPower(g, exponent)

  it('are OpenSSL’s, while the table grows and after it', () => {
    let slow = 0
    const powers = new GeneratorPowers(exponent => {
      slow += 1
      return openssl(exponent)
    })
    const check = (exponent: bigint): void => {
      expect(powers.power(exponent)).toBe(openssl(exponent))
    }
    const growing = 100 + 4 * 26
    for (let call = 1; call <= growing; call++) check(2n ** 255n + BigInt(call))
    expect(slow).toBe(growing)
    const edges = [1n, 1023n, 1024n, 2n ** 250n, 2n ** 256n - 1n, 0x0100ff00n]
    for (const exponent of edges) check(exponent)
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }), check))
    expect(slow).toBe(growing)
    check(2n ** 256n)
    expect(slow).toBe(growing + 1)
  })
})
