import { createHash, timingSafeEqual } from 'node:crypto'
import { groupByteLength, poolNameOf } from '@latchkey/protocol/srp'
import { bytesOf, integerOf, verifierOf } from '@latchkey/protocol/srp/node'
import { errors } from '../errors.ts'
import { type SealKey, seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { UserPool } from './user-pool.ts'

/** What the service keeps of a password: enough for SRP and for a plain check, and never the password. */
export interface PasswordRecord {
  readonly salt: bigint
  readonly verifier: bigint
}

const saltLength = 16
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/

/**
 * @throws ServiceError `InvalidPasswordException`, naming the first rule that is broken
 */
export function checkPasswordPolicy(pool: UserPool, password: string): void {
  const policy = pool.configuration.Policies?.PasswordPolicy ?? {}
  const {
    MinimumLength = 8,
    RequireUppercase = true,
    RequireLowercase = true,
    RequireNumbers = true,
    RequireSymbols = true,
  } = policy
  // A policy that is given has only the rules that it names.
  const given = pool.configuration.Policies?.PasswordPolicy !== undefined
  const required = (rule: boolean, named: boolean | undefined) => (given ? named === true : rule)
  if (password.length < MinimumLength) throw errors.invalidPassword('Password not long enough')
  if (password.length > 256) throw errors.invalidPassword('Password too long')
  if (password.trim() !== password) {
    throw errors.invalidPassword('Password must not begin or end with a space')
  }
  if (required(RequireUppercase, policy.RequireUppercase) && !/\p{Lu}/u.test(password)) {
    throw errors.invalidPassword('Password must have uppercase characters')
  }
  if (required(RequireLowercase, policy.RequireLowercase) && !/\p{Ll}/u.test(password)) {
    throw errors.invalidPassword('Password must have lowercase characters')
  }
  if (required(RequireNumbers, policy.RequireNumbers) && !/\d/.test(password)) {
    throw errors.invalidPassword('Password must have numeric characters')
  }
  if (required(RequireSymbols, policy.RequireSymbols) && !symbols.test(password)) {
    throw errors.invalidPassword('Password must have symbol characters')
  }
}

const contextOf = (poolId: string, sub: string) => `password ${poolId} ${sub}`

/**
 * Makes the record of a new password and seals it for one user.
 *
 * @param username the real user name, which SRP hashes
 */
export function sealPassword(
  key: SealKey,
  random: (length: number) => Uint8Array,
  owner: { readonly poolId: string; readonly sub: string; readonly username: string },
  password: string,
): string {
  const saltBytes = random(saltLength)
  const salt = integerOf(saltBytes)
  const verifier = bytesOf(verifierOf(poolNameOf(owner.poolId), owner.username, password, salt))
  const value = Buffer.concat([saltBytes, verifier])
  return seal(key, contextOf(owner.poolId, owner.sub), value, random(sealNonceLength)).toString('base64')
}

/** Opens a user's password record; `undefined` when there is no password. */
export function openPassword(
  key: SealKey,
  owner: { readonly poolId: string; readonly sub: string; readonly password: string },
): PasswordRecord | undefined {
  if (owner.password === '') return undefined
  const value = unseal(key, contextOf(owner.poolId, owner.sub), Buffer.from(owner.password, 'base64'))
  if (!value) throw new Error('A password record cannot be opened with the key of its pool.')
  return recordFrom(value)
}

/**
 * The record of a user that does not exist: stable for the name, and as costly to answer with as a real one.
 *
 * @param key the pool's key for decoys
 * @param records the pool's key for records
 */
export function decoyPassword(key: Uint8Array, records: SealKey, name: string): PasswordRecord {
  // A real record has to be read and opened, which is as much work as to seal one; this one goes nowhere.
  JSON.parse(rowOfNobody)
  Buffer.from(seal(records, contextOf('', name), nothing, noNonce).toString('base64'), 'base64')
  // One pass of a keyed sponge (SHAKE256): anything slower would tell that there is nobody.
  const bytes = createHash('shake256', { outputLength: saltLength + groupByteLength })
    .update(key)
    .update(`password ${name}`)
    .digest()
  // Below N, whose top byte is 255.
  bytes[saltLength] = bytes[saltLength]! & 0x7f
  return recordFrom(bytes)
}

/** As long as what the store gives back for somebody. */
const rowOfNobody = JSON.stringify({
  pool_id: 'us-east-1_nobody000',
  sub: '00000000-0000-4000-8000-000000000000',
  username: 'nobody',
  status: 'CONFIRMED',
  enabled: 1,
  attributes: { email: 'nobody@example.com', email_verified: 'true', name: 'Nobody' },
  password: 'A'.repeat(572),
  password_set_at: 1_700_000_000_000,
  settings: { mfa: {}, passkeys: [] },
  created_at: 1_700_000_000_000,
  modified_at: 1_700_000_000_000,
  kind: 'username',
  group_count: 0,
})
const nothing = new Uint8Array(saltLength + groupByteLength)
const noNonce = new Uint8Array(sealNonceLength)

function recordFrom(bytes: Uint8Array): PasswordRecord {
  return { salt: integerOf(bytes.subarray(0, saltLength)), verifier: integerOf(bytes.subarray(saltLength)) }
}

/** Whether a password is the one of a record; takes the same time for either answer. */
export function matchesPassword(
  record: PasswordRecord,
  poolId: string,
  username: string,
  password: string,
): boolean {
  const candidate = bytesOf(verifierOf(poolNameOf(poolId), username, password, record.salt))
  const expected = bytesOf(record.verifier)
  return candidate.length === expected.length && timingSafeEqual(candidate, expected)
}
