import { timingSafeEqual } from 'node:crypto'
import { groupByteLength, k, N, parseHexadecimal, reduce } from '@latchkey/protocol/srp'
import {
  claimSignature,
  derivedKey,
  generatorPower,
  integerOf,
  modularPower,
  scramblingParameter,
} from '@latchkey/protocol/srp/node'

/** What the server has to know again in the second step; hexadecimal, each of one length. */
export interface ServerHalf {
  readonly b: string
  readonly u: string
  readonly A: string
}

/**
 * Reads SRP_A. Values from which the shared secret would not depend on the password are refused before any
 * computation (RFC 5054, 2.5.4).
 */
export function parsePublicValue(text: string): bigint | undefined {
  const A = parseHexadecimal(text)
  return A !== undefined && A > 1n && A < N - 1n ? A : undefined
}

/** B = (k·v + g^b) mod N, with b of 256 random bits, and u, which both values give. */
export function answerPublicValue(
  A: bigint,
  verifier: bigint,
  random: (length: number) => Uint8Array,
): { readonly B: string; readonly half: ServerHalf } {
  const b = integerOf(random(32)) | 1n
  const B = (k * verifier + generatorPower(b)) % N
  const u = scramblingParameter(A, B)
  // One length for all: what is sealed must not tell anything by its size.
  const digits = (value: bigint, bytes: number) => value.toString(16).padStart(2 * bytes, '0')
  return {
    B: digits(B, groupByteLength),
    half: { b: digits(b, 32), u: digits(u, 32), A: digits(A, groupByteLength) },
  }
}

export interface Claim {
  /** The pool's name; for a device, its group's key. */
  readonly group: string
  /** The `USER_ID_FOR_SRP`; for a device, its key. */
  readonly userId: string
  /** Decoded. */
  readonly secretBlock: Uint8Array
  readonly timestamp: string
  /** Decoded. */
  readonly signature: Uint8Array
}

/** S = (A·v^u)^b mod N, and whether the claim's signature is the one that S gives; in constant time. */
export function verifyClaim(half: ServerHalf, verifier: bigint, claim: Claim): boolean {
  const [A, u, b] = [half.A, half.u, half.b].map(digits => BigInt(`0x${digits}`)) as [bigint, bigint, bigint]
  if (u === 0n) return false
  const S = modularPower(reduce(A * modularPower(verifier, u)), b)
  const expected = claimSignature(
    derivedKey(S, u),
    claim.group,
    claim.userId,
    claim.secretBlock,
    claim.timestamp,
  )
  return expected.length === claim.signature.length && timingSafeEqual(expected, claim.signature)
}
