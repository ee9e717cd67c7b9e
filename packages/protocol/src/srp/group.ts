/**
 * The group of Cognito's SRP-6a: the 3072-bit prime of RFC 3526 group 15 (RFC 5054's 3072-bit group), g = 2.
 */

/** arccot(n) by Gregory's series, times `unity`. */
function arccotangent(n: bigint, unity: bigint): bigint {
  let term = unity / n
  let sum = term
  for (let divisor = 3n; term; divisor += 2n) {
    term /= -n * n
    sum += term / divisor
  }
  return sum
}

/**
 * The prime N. RFC 3526 section 4 defines it by π: 2^3072 − 2^3008 − 1 + 2^64·(⌊2^2942·π⌋ + 1690314); reckoned by
 * Machin's formula with 64 bits to spare, it takes a browser less room than its 768 digits, and two milliseconds.
 */
export const N: bigint = /* @__PURE__ */ (() => {
  const unity = 1n << 3006n
  const pi = 16n * arccotangent(5n, unity) - 4n * arccotangent(239n, unity)
  return (1n << 3072n) - (1n << 3008n) - 1n + (((pi >> 64n) + 1690314n) << 64n)
})()

/** The generator g. */
export const g = 2n

/** N in bytes: 384. */
export const groupByteLength = 384

/** k = H(pad(N) ‖ pad(g)), a constant of the group. */
export const k = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n
