import { setChallenge } from '../sign-in/open-challenge.ts'
import type { Client } from './client.ts'
import { dispatch } from './dispatch.ts'
import { newerTokens, readKept, restore } from './kept.ts'
import { isProven, poolKey, recordKey, type SessionRecord } from './records.ts'
import type { Session } from './session.ts'
import { detailsOf } from './standing.ts'

/**
 * The feature `tabs`: hears what other tabs and workers do with the same session, and tells them what this one does.
 *
 * @param announcements how they hear of each other; nothing where nobody else can have the same session
 */
export function followTabs(client: Client, { announcements } = client.platform): void {
  const announce = announcements?.(recordKey(client, 'session'), () => void follow(client))
  client.announce = () => {
    try {
      announce?.()
    } catch (error) {
      // The record is written, whether or not the other tabs can be told.
      client.platform.report(error)
    }
  }
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
async function follow(client: Client): Promise<void> {
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
  dispatch(client, { type: 'signedIn', provider, username, details: detailsOf(client) })
}
