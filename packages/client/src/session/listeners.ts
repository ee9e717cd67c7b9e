import type { Client, UserStateListener } from './client.ts'
import type { UserStateDetails } from './machine.ts'

/**
 * Calls the listener after every change of the user state. Inside it the client already has the new state.
 *
 * @param options.signal takes the listener away when it fires
 * @returns a function that takes the listener away
 */
export function addUserStateListener(
  client: Client,
  listener: UserStateListener,
  options: { readonly signal?: AbortSignal } = {},
): () => void {
  const key = {}
  const remove = () => void client.listeners.delete(key)
  if (options.signal?.aborted) return remove
  client.listeners.set(key, listener)
  options.signal?.addEventListener('abort', remove, { once: true })
  return remove
}

/** Takes a listener away, however often it was added; an unknown one is nothing to complain about. */
export function removeUserStateListener(client: Client, listener: UserStateListener): void {
  for (const [key, known] of client.listeners) if (known === listener) client.listeners.delete(key)
}

/**
 * Every change of the user state from this call on, none left out however slowly they are taken.
 *
 * @param options.signal ends the iteration
 */
export function userStates(
  client: Client,
  options: { readonly signal?: AbortSignal } = {},
): AsyncIterableIterator<UserStateDetails> {
  const { signal } = options
  const changes: UserStateDetails[] = []
  let wake = () => {}
  const remove = addUserStateListener(client, (userState, details) => {
    changes.push({ userState, details })
    wake()
  })
  const end = () => {
    remove()
    wake()
  }
  signal?.addEventListener('abort', end, { once: true })
  async function* iterate() {
    try {
      for (;;) {
        const change = changes.shift()
        if (change) yield change
        else if (signal?.aborted) return
        else await new Promise<void>(resolve => (wake = resolve))
      }
    } finally {
      end()
      signal?.removeEventListener('abort', end)
    }
  }
  return iterate()
}
