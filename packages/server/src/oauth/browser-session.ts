import { providersOf, usesDirectory } from '../domain/client-providers.ts'
import { noRefreshTokens } from '../domain/refresh-tokens.ts'
import { clientSessionConfiguration } from '../domain/session-configuration.ts'
import { originOf, originText, type SessionOrigin } from '../domain/session-origin.ts'
import { type User, userOf } from '../domain/user.ts'
import type { UserPoolClient } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import type { Proof } from '../flow/sign-in.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { SessionRow } from '../store/schema.ts'
import { openSession, readSession, revokeSession, spend } from '../store/units/sessions.ts'
import { readUser } from '../store/units/users.ts'
import { readCookie, setCookie } from './cookies.ts'
import type { Visit } from './visit.ts'

/** Somebody who is signed in on the hosted pages in this browser. */
export interface BrowserSession {
  readonly id: string
  readonly user: User
  /** Milliseconds. */
  readonly authenticatedAt: number
  readonly origin: SessionOrigin & { readonly kind: 'browser' }
}

/** How many accounts a browser remembers. */
const accountsPerBrowser = 5

/**
 * How long a session counts that is not used, in milliseconds: an hour, which is all that Cognito's last by default,
 * and a quarter of its life where an administrator has given it a longer one.
 */
function idleLimit({ authenticated_at, expires_at }: SessionRow): number {
  return Math.max(60 * 60_000, (expires_at - authenticated_at) / 4)
}

/** What the cookie holds. */
interface BrowserMemory {
  /** The current one first. */
  readonly ids: readonly string[]
  /** When the browser last came with it, in milliseconds. */
  readonly usedAt: number
}

const noMemory: BrowserMemory = { ids: [], usedAt: 0 }

const contextOf = ({ pool }: Visit) => `browser sessions ${pool.id}`

/** What the cookie says. It is sealed: it cannot be made up. */
async function readMemory(visit: Visit): Promise<BrowserMemory> {
  const cookie = readCookie(visit, 'cognito')
  if (cookie === undefined) return noMemory
  const { environment, pool } = visit
  const { sessions } = await environment.keys.secrets(pool.id)
  const opened = unseal(sessions, contextOf(visit), Buffer.from(cookie, 'base64url'))
  return opened
    ? { ...noMemory, ...(JSON.parse(opened.toString('utf8')) as Partial<BrowserMemory>) }
    : noMemory
}

async function cookieFor(visit: Visit, ids: readonly string[]): Promise<string> {
  const { environment, pool } = visit
  const { sessions } = await environment.keys.secrets(pool.id)
  const nonce = environment.random(sealNonceLength)
  const memory: BrowserMemory = { ids, usedAt: environment.now() }
  const value = seal(sessions, contextOf(visit), Buffer.from(JSON.stringify(memory)), nonce)
  return setCookie(visit, 'cognito', value.toString('base64url'))
}

/** Who is signed in in this browser, the current account first: sessions that live, of users who may sign in. */
export async function browserSessions(visit: Visit): Promise<readonly BrowserSession[]> {
  const { environment, pool } = visit
  const { ids, usedAt } = await readMemory(visit)
  if (ids.length === 0) return []
  const now = environment.now()
  return await environment.engine.read(function* () {
    const living: BrowserSession[] = []
    for (const id of ids) {
      const row = yield* readSession(pool.id, id)
      if (!row || !isLiving(row, now) || now - usedAt >= idleLimit(row)) continue
      const found = yield* readUser(pool.id, row.sub)
      const origin = originOf(row)
      if (!found || origin.kind !== 'browser') continue
      const user = userOf(found)
      if (user.enabled) living.push({ id, user, authenticatedAt: row.authenticated_at, origin })
    }
    return living
  })
}

/** As `browserSessions`, of who came in by a way that the client has. */
export async function sessionsForClient(
  visit: Visit,
  client: UserPoolClient,
): Promise<readonly BrowserSession[]> {
  const sessions = await browserSessions(visit)
  return sessions.filter(({ origin }) =>
    origin.provider === undefined ? usesDirectory(client) : providersOf(client).includes(origin.provider),
  )
}

function isLiving({ revoked_at, expires_at }: SessionRow, now: number): boolean {
  return revoked_at === 0 && now < expires_at
}

/**
 * Signs a user in in this browser: a session of its own, under a new cookie. What proved the user is spent in the
 * same write; an earlier session of the same user in this browser ends.
 */
export async function openBrowserSession(
  visit: Visit,
  client: UserPoolClient,
  user: User,
  origin: Omit<SessionOrigin & { kind: 'browser' }, 'kind'>,
  proof?: Proof,
): Promise<{ readonly session: BrowserSession; readonly cookie: string }> {
  const { environment, pool } = visit
  const others = (await browserSessions(visit)).slice(0, accountsPerBrowser - 1)
  const { SSOSession } = await clientSessionConfiguration(environment, pool.id, client.id)
  const lifetime = (SSOSession.MaxValidityMinutes ?? 60) * 60_000
  const now = environment.now()
  const session: BrowserSession = {
    id: uuid(environment.random),
    user,
    authenticatedAt: now,
    origin: { kind: 'browser', ...origin },
  }
  await environment.engine.write(function* () {
    if (proof && !(yield* spend(pool.id, proof.id, proof.expiresAt))) throw proof.reused()
    for (const other of others) {
      if (other.user.sub === user.sub) yield* revokeSession(pool.id, other.id, now)
    }
    yield* openSession({
      pool_id: pool.id,
      session_id: session.id,
      sub: user.sub,
      client_id: client.id,
      scope: '',
      authenticated_at: now,
      expires_at: now + lifetime,
      revoked_at: 0,
      device_key: '',
      origin: originText(session.origin),
      ...noRefreshTokens,
    })
  })
  const kept = others.filter(other => other.user.sub !== user.sub).map(other => other.id)
  return { session, cookie: await cookieFor(visit, [session.id, ...kept]) }
}

/** The cookie of sessions that were just used: it counts for as long again, and no longer than they live. */
export async function usedBrowserSessions(visit: Visit): Promise<string> {
  return await cookieFor(
    visit,
    (await browserSessions(visit)).map(({ id }) => id),
  )
}

/** Makes another account of this browser the current one. */
export async function chooseBrowserSession(visit: Visit, chosen: BrowserSession): Promise<string> {
  const others = (await browserSessions(visit)).filter(session => session.id !== chosen.id)
  return await cookieFor(visit, [chosen.id, ...others.map(session => session.id)])
}

/** Signs out in this browser: everybody, or those who are meant. */
export async function closeBrowserSessions(
  visit: Visit,
  isMeant: (session: BrowserSession) => boolean = () => true,
): Promise<readonly BrowserSession[]> {
  const { environment, pool } = visit
  const open = (await browserSessions(visit)).filter(isMeant)
  const now = environment.now()
  await environment.engine.write(function* () {
    for (const { id } of open) yield* revokeSession(pool.id, id, now)
  })
  return open
}
