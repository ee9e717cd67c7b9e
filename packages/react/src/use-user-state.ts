'use client'
import { useSyncExternalStore } from 'react'
import { useClientContext } from './provider.ts'
import { type Standing, standingStore } from './standing.ts'

/**
 * How the person stands: the user state, and who it is. Every change renders anew. On a server it is what the client
 * says after `initialize`; in the browser's first rendering it is what the server said (`initial`).
 */
export function useUserState(): Standing {
  const { client, initial } = useClientContext()
  const store = standingStore(client)
  return useSyncExternalStore(
    store.subscribe,
    store.snapshot,
    () => initial ?? firstStanding(store.snapshot()),
  )
}

const unknown: Standing = { userState: 'unknown', username: undefined, userSub: undefined }

/** A browser that was told nothing by the server begins as a server does that knows nothing. */
function firstStanding(standing: Standing): Standing {
  return typeof document === 'object' ? unknown : standing
}
