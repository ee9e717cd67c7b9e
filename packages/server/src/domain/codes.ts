import { timingSafeEqual } from 'node:crypto'
import type { CodeDeliveryDetailsType } from '@latchkey/protocol/user-pools'
import { type Environment, randomText } from '../environment.ts'
import { errors } from '../errors.ts'
import { keyedHash } from '../keys/seal.ts'
import type { CodeRow } from '../store/schema.ts'
import type { Unit } from '../store/unit.ts'
import { clearAttempts, consumeCode, readAttempts, readCode, writeAttempts } from '../store/units/codes.ts'
import type { MessageKind } from './messages.ts'
import { type Sender, sendMessage } from './send-message.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** What a code proves. */
export type CodePurpose = 'sign-up' | 'forgot-password' | `verify:${string}`

/** Where a code goes: an attribute of the user, and its value. */
export interface Destination {
  readonly attribute: 'email' | 'phone_number'
  readonly value: string
}

const hour = 3_600_000
const lifetimes: Record<string, number> = { 'forgot-password': hour, default: 24 * hour }
const wrongTriesPerHour = 5

export interface NewCode {
  readonly code: string
  readonly row: CodeRow
  readonly destination: Destination
}

function hashOf(key: Uint8Array, sub: string, purpose: CodePurpose, code: string): Buffer {
  return keyedHash(key, `${purpose} ${sub} ${code}`)
}

/** Makes a code of six digits, with the row that stores its hash. */
export async function newCode(
  environment: Environment,
  pool: UserPool,
  sub: string,
  purpose: CodePurpose,
  destination: Destination,
): Promise<NewCode> {
  const code = randomText(environment.random, '0123456789', 6)
  const { codes } = await environment.keys.secrets(pool.id)
  return {
    code,
    destination,
    row: {
      pool_id: pool.id,
      sub,
      purpose,
      code_hash: hashOf(codes, sub, purpose, code).toString('base64'),
      destination: destination.value,
      expires_at: environment.now() + (lifetimes[purpose] ?? 24 * hour),
    },
  }
}

/**
 * Sends a code whose row is stored.
 *
 * @throws ServiceError `CodeDeliveryFailureException`; the code stays valid, and can be asked for again
 */
export async function sendCode(
  environment: Environment,
  sender: Sender,
  user: User,
  kind: MessageKind,
  { code, destination }: NewCode,
): Promise<CodeDeliveryDetailsType> {
  const medium = destination.attribute === 'email' ? 'EMAIL' : 'SMS'
  await sendMessage(environment, sender, { user, kind, medium, to: destination.value, code })
  return deliveryDetails(destination)
}

/** What the caller is told of a delivery: the address only masked. */
export function deliveryDetails({ attribute, value }: Destination): CodeDeliveryDetailsType {
  return {
    AttributeName: attribute,
    DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
    Destination: maskDestination(value),
  }
}

/** `a***@e***` and `+*******1234`. */
export function maskDestination(value: string): string {
  const at = value.indexOf('@')
  if (at > 0) return `${value[0]}***@${value[at + 1] ?? ''}***`
  return `+*******${value.slice(-4)}`
}

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'limited'

/**
 * Judges a code, as part of a unit: the right one is consumed, a wrong one is counted. More than five wrong ones
 * in an hour are not judged any more.
 */
export function* takeCode(
  key: Uint8Array,
  pool: UserPool,
  sub: string,
  purpose: CodePurpose,
  code: string,
  now: number,
): Unit<CodeVerdict> {
  const subject = `code ${purpose} ${sub}`
  const attempts = yield* readAttempts(pool.id, subject)
  const inWindow = attempts && now - attempts.first_at < hour ? attempts : undefined
  if (inWindow && inWindow.failures >= wrongTriesPerHour) return 'limited'
  const stored = yield* readCode(pool.id, sub, purpose)
  if (!stored || now > stored.expires_at) return 'expired'
  const expected = Buffer.from(stored.code_hash, 'base64')
  if (!timingSafeEqual(expected, hashOf(key, sub, purpose, code))) {
    yield* writeAttempts({
      pool_id: pool.id,
      subject,
      failures: (inWindow?.failures ?? 0) + 1,
      first_at: inWindow?.first_at ?? now,
      last_at: now,
    })
    return 'wrong'
  }
  if (!(yield* consumeCode(pool.id, sub, purpose))) return 'expired'
  if (attempts) yield* clearAttempts(pool.id, subject)
  return 'right'
}

const sendsPerHour = 20

/** Counts a request for a code, as part of a unit; `false` when an address was sent enough within the hour. */
export function* maySend(pool: UserPool, sub: string, purpose: CodePurpose, now: number): Unit<boolean> {
  const subject = `send ${purpose} ${sub}`
  const sent = yield* readAttempts(pool.id, subject)
  const inWindow = sent && now - sent.first_at < hour ? sent : undefined
  if (inWindow && inWindow.failures >= sendsPerHour) return false
  yield* writeAttempts({
    pool_id: pool.id,
    subject,
    failures: (inWindow?.failures ?? 0) + 1,
    first_at: inWindow?.first_at ?? now,
    last_at: now,
  })
  return true
}

/**
 * @throws ServiceError by the verdict: `CodeMismatchException`, `ExpiredCodeException`, `LimitExceededException`
 */
export function requireRightCode(verdict: CodeVerdict): void {
  switch (verdict) {
    case 'right':
      return
    case 'wrong':
      throw errors.codeMismatch()
    case 'expired':
      throw errors.codeExpired()
    case 'limited':
      throw errors.attemptLimitExceeded()
  }
}
