import type { AWSMobileClient, UserState } from '@latchkey/client'

/** How the person stands, as far as a page shows it. It may go from the server to the browser. */
export interface Standing {
  readonly userState: UserState
  readonly username: string | undefined
  readonly userSub: string | undefined
}

/**
 * How the person stands now: on a server after `initialize`, to be handed to the browser's
 * `AWSMobileClientProvider`.
 */
export function standingOf(client: AWSMobileClient): Standing {
  return { userState: client.currentUserState, username: client.username, userSub: client.userSub }
}

/** The standing of a client over time, for `useSyncExternalStore`: the same object as long as nothing changes. */
export interface StandingStore {
  subscribe(changed: () => void): () => void
  snapshot(): Standing
}

const stores = new WeakMap<AWSMobileClient, StandingStore>()

/** The one store of a client. */
export function standingStore(client: AWSMobileClient): StandingStore {
  const known = stores.get(client)
  if (known) return known
  let last = standingOf(client)
  const store: StandingStore = {
    subscribe: changed => client.addUserStateListener(changed),
    snapshot() {
      const next = standingOf(client)
      const same =
        next.userState === last.userState && next.username === last.username && next.userSub === last.userSub
      if (!same) last = next
      return last
    },
  }
  stores.set(client, store)
  return store
}
