import { N } from './group.ts'

/*
 * Barrett reduction (Handbook of Applied Cryptography, 14.42): two products in place of a division, which is as
 * fast as `%` on V8 and thirty times as fast on Hermes.
 */
const bits = 3072n
const factor = /* @__PURE__ */ (() => (1n << (2n * bits)) / N)()

function reduce(product: bigint): bigint {
  let rest = product - (((product >> (bits - 1n)) * factor) >> (bits + 1n)) * N
  while (rest >= N) rest -= N
  return rest
}

/**
 * base^exponent mod N on native BigInt, five bits of the exponent at a time. Not constant-time: the exponents of
 * SRP are used once or come out of a salted hash.
 *
 * @param base from 0 to N − 1
 * @param exponent not negative
 */
export function modularPower(base: bigint, exponent: bigint): bigint {
  const powers = [1n]
  for (let index = 1; index < 32; index++) powers[index] = reduce(powers[index - 1]! * base)
  let result = 1n
  for (const digit of exponent.toString(32)) {
    for (let square = 0; square < 5; square++) result = reduce(result * result)
    result = reduce(result * powers[Number.parseInt(digit, 32)]!)
  }
  return result
}
