import { fromBase64, toBase64 } from '../encoding/base64.ts'
import {
  concatenate,
  derivedKeyByteLength,
  derivedKeyInfo,
  fromBytes,
  pad,
  parseHexadecimal,
} from './encoding.ts'
import type { SrpEngine } from './engine.ts'
import { g, N } from './group.ts'

/** The client's pair for one exchange. It does not depend on the password, so it can be made ahead of time. */
export interface SrpKeyPair {
  /** The private exponent a. */
  readonly privateExponent: bigint
  /** A = g^a mod N. */
  readonly publicValue: bigint
}

/** Who proves what: for a device its group key, its key and its password stand in the three places. */
export interface SrpIdentity {
  /** The pool id's part after its first underscore. */
  readonly poolName: string
  /** `USER_ID_FOR_SRP`: the real user name, never an alias. */
  readonly userId: string
  readonly password: string
}

/** The parameters of a `PASSWORD_VERIFIER` or `DEVICE_PASSWORD_VERIFIER` challenge, as they travel. */
export interface SrpChallenge {
  readonly SALT: string
  readonly SRP_B: string
  readonly SECRET_BLOCK: string
}

/** A proof, or why none was made: the server's values are not numbers, or would give the password away. */
export type SrpProof =
  | { readonly outcome: 'proven'; readonly signature: string }
  | { readonly outcome: 'malformedChallenge' }
  | { readonly outcome: 'unsafeServerValue' }

const text = (value: string) => new TextEncoder().encode(value)

/**
 * Makes the pair (a, A).
 *
 * @param random 32 random bytes: RFC 5054 section 2.5.4 asks for an exponent of at least 256 bits
 */
export async function createSrpKeyPair(engine: SrpEngine, random: Uint8Array): Promise<SrpKeyPair> {
  const privateExponent = fromBytes(random)
  return { privateExponent, publicValue: await engine.power(g, privateExponent) }
}

/** x = H(pad(salt) ‖ H(poolName ‖ userId ‖ ":" ‖ password)). */
export async function srpPrivateKey(engine: SrpEngine, identity: SrpIdentity, salt: bigint): Promise<bigint> {
  const { poolName, userId, password } = identity
  const inner = await engine.sha256(text(`${poolName}${userId}:${password}`))
  return fromBytes(await engine.sha256(concatenate(pad(salt), inner)))
}

/** u = H(pad(A) ‖ pad(B)). In the same way k = H(pad(N) ‖ pad(g)), for fewer bytes than its digits take. */
export async function srpScramblingParameter(engine: SrpEngine, A: bigint, B: bigint): Promise<bigint> {
  return fromBytes(await engine.sha256(concatenate(pad(A), pad(B))))
}

/**
 * S = (B − k·g^x)^(a + u·x) mod N.
 *
 * @returns `undefined` when B hides no secret: then the power would be of zero or one
 */
export async function srpSharedSecret(
  engine: SrpEngine,
  keyPair: SrpKeyPair,
  B: bigint,
  u: bigint,
  x: bigint,
): Promise<bigint | undefined> {
  const k = await srpScramblingParameter(engine, N, g)
  const base = (((B - k * (await engine.power(g, x))) % N) + N) % N
  return base < 2n || base > N - 2n ? undefined : engine.power(base, keyPair.privateExponent + u * x)
}

/** K = HKDF-SHA256(salt pad(u), key pad(S), info "Caldera Derived Key"), RFC 5869, one block cut to 16 bytes. */
export async function srpDerivedKey(
  engine: SrpEngine,
  S: bigint,
  u: bigint,
): Promise<Uint8Array<ArrayBuffer>> {
  const extracted = concatenate(await engine.hmac(pad(u), pad(S)))
  const block = await engine.hmac(extracted, concatenate(text(derivedKeyInfo), new Uint8Array([1])))
  return concatenate(block.subarray(0, derivedKeyByteLength))
}

/**
 * Answers the server's challenge: `PASSWORD_CLAIM_SIGNATURE` in base64.
 *
 * @param timestamp the text that travels in `TIMESTAMP` (see `srpTimestamp`)
 */
export async function proveSrpPassword(
  engine: SrpEngine,
  keyPair: SrpKeyPair,
  identity: SrpIdentity,
  challenge: SrpChallenge,
  timestamp: string,
): Promise<SrpProof> {
  const B = parseHexadecimal(challenge.SRP_B)
  const salt = parseHexadecimal(challenge.SALT)
  const secretBlock = fromBase64(challenge.SECRET_BLOCK)
  if (B === undefined || salt === undefined || !secretBlock) return { outcome: 'malformedChallenge' }
  // RFC 5054 section 2.5.3: a server value of zero would make every password the same.
  const u = B % N && (await srpScramblingParameter(engine, keyPair.publicValue, B))
  if (!u) return { outcome: 'unsafeServerValue' }
  const x = await srpPrivateKey(engine, identity, salt)
  const S = await srpSharedSecret(engine, keyPair, B, u, x)
  if (S === undefined) return { outcome: 'unsafeServerValue' }
  const message = concatenate(text(identity.poolName + identity.userId), secretBlock, text(timestamp))
  const signature = await engine.hmac(await srpDerivedKey(engine, S, u), message)
  return { outcome: 'proven', signature: toBase64(signature) }
}
