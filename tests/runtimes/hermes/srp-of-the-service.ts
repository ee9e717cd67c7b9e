/** What the fake service wants of `@latchkey/protocol/srp/node`, on the client's own engine: Hermes has no OpenSSL. */
import { pureSrpEngine } from '@latchkey/client/react-native'
import {
  concatenate,
  derivedKeyByteLength,
  derivedKeyInfo,
  fromBytes,
  g,
  pad,
  portablePower,
} from '@latchkey/protocol/srp'

const text = (value: string) => new TextEncoder().encode(value)
const sha256 = (...parts: Uint8Array[]) =>
  pureSrpEngine.sha256(concatenate(...parts)) as Uint8Array<ArrayBuffer>
const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
  pureSrpEngine.hmac(concatenate(key), concatenate(...parts)) as Uint8Array<ArrayBuffer>

export const modularPower = portablePower

export function verifierOf(poolName: string, userId: string, password: string, salt: bigint): bigint {
  const inner = sha256(text(`${poolName}${userId}:${password}`))
  return portablePower(g, fromBytes(sha256(pad(salt), inner)))
}

export const scramblingParameter = (A: bigint, B: bigint) => fromBytes(sha256(pad(A), pad(B)))

export const derivedKey = (S: bigint, u: bigint) =>
  hmac(hmac(pad(u), pad(S)), text(derivedKeyInfo), new Uint8Array([1])).subarray(0, derivedKeyByteLength)

export const claimSignature = (
  key: Uint8Array,
  poolName: string,
  userId: string,
  secretBlock: Uint8Array,
  timestamp: string,
) => hmac(key, text(poolName + userId), secretBlock, text(timestamp))
