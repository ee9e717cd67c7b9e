import { Secret, TOTP } from 'otpauth'
import type { Environment } from '../environment.ts'
import { type SealKey, seal, sealNonceLength, unseal } from '../keys/seal.ts'

/** TOTP as Cognito has it (RFC 6238): SHA-1, six digits, thirty seconds, one step of tolerance. */
const period = 30
const window = 1
/** 52 characters of base32. */
const secretLength = 32

const contextOf = (owner: Owner) => `totp ${owner.poolId} ${owner.sub}`

interface Owner {
  readonly poolId: string
  readonly sub: string
}

/** The bytes in a buffer of their own: a small `Buffer` is a view of memory that it shares with others. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

export interface NewTotpSecret {
  /** Base32. */
  readonly text: string
  readonly sealed: string
}

/** A new secret, in the clear for the authenticator app and sealed for the store. */
export function newTotpSecret(key: SealKey, random: Environment['random'], owner: Owner): NewTotpSecret {
  const bytes = random(secretLength)
  const sealed = seal(key, contextOf(owner), bytes, random(sealNonceLength)).toString('base64')
  return { text: new Secret({ buffer: ownBuffer(bytes) }).base32, sealed }
}

/**
 * The time step that a code is right for, or `undefined`.
 *
 * @param now milliseconds
 */
export function totpStep(
  key: SealKey,
  owner: Owner,
  sealedSecret: string,
  code: string,
  now: number,
): number | undefined {
  const bytes = unseal(key, contextOf(owner), Buffer.from(sealedSecret, 'base64'))
  if (!bytes) throw new Error('A TOTP secret cannot be opened with the key of its pool.')
  const secret = new Secret({ buffer: ownBuffer(bytes) })
  const totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period })
  const delta = totp.validate({ token: code, timestamp: now, window })
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta
}
