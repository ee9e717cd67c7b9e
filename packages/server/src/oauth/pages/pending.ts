import type { Delivery } from '@latchkey/ui/views'
import type { FirstFactor } from '../../domain/first-factors.ts'
import type { ChallengeName } from '../../flow/sign-in.ts'
import { takeTransaction } from '../../store/units/oauth-transactions.ts'
import { dropCookie, readCookie, setCookie } from '../cookies.ts'
import { keep, look, secretHash } from '../transactions.ts'
import type { Visit } from '../visit.ts'

/** A challenge of the dispatcher that waits for its answer. */
export interface PendingChallenge {
  readonly kind: 'challenge'
  readonly clientId: string
  readonly username: string
  readonly name: ChallengeName
  readonly session?: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly available?: readonly FirstFactor[] | undefined
  /** Whether it is a first factor, whose codes are longer and can be sent again. */
  readonly isFirst: boolean
  /** Whether the code was asked for once more, which the page says. */
  readonly isRepeat?: boolean
  /** MFA_SETUP: the factor that is being set up, with the secret of an authenticator app. */
  readonly setUp?:
    | { readonly type: 'SOFTWARE_TOKEN_MFA'; readonly secret: string }
    | { readonly type: 'EMAIL_OTP' }
}

/** Where a sign-in on the hosted pages stands between two of them. It never holds a password or a code. */
export type Pending =
  | PendingChallenge
  | {
      readonly kind: 'confirm'
      readonly clientId: string
      readonly username: string
      readonly delivery?: Delivery | undefined
    }
  | {
      readonly kind: 'reset'
      readonly clientId: string
      readonly username: string
      readonly isRepeat?: boolean
      readonly delivery?: Delivery | undefined
    }

export type PendingKind = Pending['kind']

/** The factors that a page can ask for: a password is given here, never proven by SRP. */
const askable = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const

/** The factors to choose from. */
export function firstFactorsOf({ available = [] }: PendingChallenge) {
  return askable.filter(factor => available.includes(factor))
}

/** The factors that can be set up while one signs in. */
export function setUpTypes({
  parameters,
}: PendingChallenge): readonly ('SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP')[] {
  const types = JSON.parse(parameters['MFAS_CAN_SETUP'] ?? '[]') as string[]
  return types.filter(type => type === 'SOFTWARE_TOKEN_MFA' || type === 'EMAIL_OTP')
}

/** The sign-in that is under way in this browser for a client. */
export async function readPending<Kind extends PendingKind>(
  visit: Visit,
  clientId: string,
  kind: Kind,
): Promise<Extract<Pending, { kind: Kind }> | undefined> {
  const pending = await readAny(visit, clientId)
  return pending?.kind === kind ? (pending as Extract<Pending, { kind: Kind }>) : undefined
}

/** Whose sign-in is under way in this browser. */
export async function pendingUsername(visit: Visit, clientId: string): Promise<string | undefined> {
  return (await readAny(visit, clientId))?.username
}

async function readAny(visit: Visit, clientId: string): Promise<Pending | undefined> {
  const secret = readCookie(visit, 'cognito-pending')
  if (secret === undefined) return undefined
  const found = await look<Pending>(visit.environment, visit.pool.id, 'pending', secret)
  return found?.body.clientId === clientId ? found.body : undefined
}

/** Forgets the sign-in under way; gives the cookie that says so. */
export async function dropPending(visit: Visit): Promise<string> {
  const secret = readCookie(visit, 'cognito-pending')
  if (secret !== undefined) {
    const { environment, pool } = visit
    await environment.engine.write(() => takeTransaction(pool.id, 'pending', secretHash(secret)))
  }
  return dropCookie(visit, 'cognito-pending')
}

/** Keeps the sign-in under way, under a new cookie each time: what was known before the step is worth nothing. */
export async function writePending(visit: Visit, pending: Pending): Promise<string> {
  await dropPending(visit)
  const secret = await keep(visit.environment, visit.pool.id, 'pending', pending)
  return setCookie(visit, 'cognito-pending', secret)
}
