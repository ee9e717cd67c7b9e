import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { parseRecord, poolKey, recordKey } from '../session/records.ts'
import type { KeyValueStorage } from '../storage/storage.ts'
import { challengeResult } from './challenge-result.ts'
import type { ChallengeMemory } from './features.ts'
import type { PendingChallenge, SignInResult } from './types.ts'

interface ChallengeRecord {
  readonly version: 1
  readonly pool: string
  /** Milliseconds since 1970. */
  readonly expires: number
  readonly challenge?: PendingChallenge | undefined
  /** What a confirmed sign-up may sign in with. */
  readonly confirmed?: Client['confirmed']
}

/** How long the service keeps a sign-in open unless the app client says otherwise, in milliseconds. */
const sessionValidity = 3 * 60_000

const keyOf = (client: Client) => `${recordKey(client, 'session')}.challenge`

/**
 * Keeps an open challenge, never a password, and the session of a confirmed sign-up, so that a reload of the page does not begin
 * anew.
 *
 * @param storage one that ends with the tab, such as `webStorage(sessionStorage)`
 */
export function challengeMemory(storage: KeyValueStorage): ChallengeMemory {
  return {
    keep(client) {
      const { configuration, platform, challenge, confirmed } = client
      if (!configuration) return
      const kept: ChallengeRecord | undefined = (challenge ?? confirmed) && {
        version: 1,
        pool: poolKey(configuration),
        expires: platform.clock.now() + sessionValidity,
        challenge,
        confirmed,
      }
      const written = kept ? storage.set(keyOf(client), JSON.stringify(kept)) : storage.delete(keyOf(client))
      // The sign-in goes on without: it only does not outlive the page.
      written.catch(platform.report)
    },

    async restore(client) {
      try {
        const kept = parseRecord<ChallengeRecord>((await storage.get(keyOf(client))) ?? '')
        const valid =
          kept &&
          client.configuration &&
          kept.pool === poolKey(client.configuration) &&
          kept.expires > client.platform.clock.now()
        if (!valid) return
        client.challenge = kept.challenge
        client.confirmed = kept.confirmed
      } catch (error) {
        client.platform.report(error)
      }
    },
  }
}

/** The challenge that is open, as `signIn` returned it: for a page that has been loaded again. */
export async function resumeSignIn(client: Client): Promise<SignInResult | undefined> {
  await ready(client)
  return client.challenge && challengeResult(client.challenge)
}
