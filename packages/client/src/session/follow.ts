import { setChallenge } from '../sign-in/open-challenge.ts'
import type { Client } from './client.ts'
import { dispatch } from './dispatch.ts'
import { isProven, poolKey, readRecord, type SessionRecord } from './records.ts'
import { readTokens, type Session, type Tokens } from './session.ts'
import { detailsOf } from './standing.ts'

/**
 * Reads the stored session after all writes before.
 *
 * @returns `null` where it has vanished; `undefined` where the storage fails or tells nothing that is understood
 */
export function readKept(client: Client): Promise<SessionRecord | null | undefined> {
  const reading = client.writing
    .then(() => readRecord<SessionRecord>(client, 'session'))
    .catch(() => undefined)
  client.writing = reading
  return reading
}

/** Takes over a stored session as it is. */
export function restore(client: Client, kept: SessionRecord): void {
  const { version: _, pool: __, clockOffset, tokens, expiration = 0, ...rest } = kept
  client.clockOffset = clockOffset
  client.session = {
    ...rest,
    usernameTyped: kept.usernameTyped,
    tokens: tokens && readTokens(tokens, expiration),
  }
  client.stored = true
}

/** The same person's tokens, if they are not those at hand and no older. */
export function newerTokens(kept: SessionRecord, { username, tokens }: Session): Tokens | undefined {
  const newer =
    kept.username === username &&
    kept.tokens?.refreshToken !== undefined &&
    kept.tokens.accessToken !== tokens?.accessToken.tokenString &&
    (kept.expiration ?? 0) >= (tokens?.expiration.getTime() ?? 0)
  return newer && kept.tokens ? readTokens(kept.tokens, kept.expiration ?? 0) : undefined
}

/** Whether the record proves the same person by something else than what is at hand. */
function isNews(kept: SessionRecord, session: Session): boolean {
  const { federation } = kept
  return federation ? federation.token !== session.federation?.token : !!newerTokens(kept, session)
}

/**
 * Takes part in what another tab has done: it signed in, out, or renewed the tokens. Nothing is written. A session
 * that the service refused there is left alone: this tab asks for itself.
 */
export async function follow(client: Client): Promise<void> {
  const kept = await readKept(client)
  const { session, configuration } = client
  if (kept === null) {
    // What was never stored cannot have vanished.
    if (session && client.stored) dispatch(client, { type: 'signedOut', elsewhere: true, details: {} })
    return
  }
  if (!kept || !isProven(kept) || !configuration || kept.pool !== poolKey(configuration)) return
  const { provider, username } = kept
  const same = session?.username === username
  if (same && !isNews(kept, session)) return
  const current = same && client.state.standing.userState === 'signedIn'
  // Between two people there was a sign-out, whether or not this tab saw it: it has no part in the other's identity.
  if (session && !same) dispatch(client, { type: 'signedOut', elsewhere: true, details: {} })
  restore(client, kept)
  if (current) return
  // A guest's credentials are not the person's.
  client.credentials = undefined
  setChallenge(client, undefined)
  const details = client.session && detailsOf(client.session)
  dispatch(client, { type: 'signedIn', provider, username, details: details ?? {} })
}
