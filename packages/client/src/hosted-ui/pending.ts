import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { namespaceOf, parseRecord } from '../session/records.ts'
import type { PendingSignIn } from './types.ts'

/** How long the person may take at the provider's pages, in milliseconds. */
export const pendingLifetime = 3_600_000

const prefixOf = (client: Client) => `${namespaceOf(client)}.hosted.`

/** Keeps a sign-in until the page comes back; what never came back is cleared away. */
export async function keepPending(client: Client, pending: PendingSignIn): Promise<void> {
  const { storage } = client
  try {
    for (const key of (await storage?.list(prefixOf(client))) ?? []) {
      const kept = parseRecord<PendingSignIn>((await storage?.get(key)) ?? '')
      if (!kept || kept.expires <= client.platform.clock.now()) await storage?.delete(key)
    }
    await storage?.set(prefixOf(client) + pending.state, JSON.stringify(pending))
  } catch (cause) {
    throw failure('storage', 'The sign-in could not be kept over the redirect', { cause, retryable: true })
  }
}

/** The sign-in that has this state, once; `undefined` when it is none of this client's, or long over. */
export async function takePending(client: Client, state: string): Promise<PendingSignIn | undefined> {
  const key = prefixOf(client) + state
  const { storage } = client
  try {
    const kept = parseRecord<PendingSignIn>((await storage?.get(key)) ?? '')
    if (kept) await storage?.delete(key)
    return kept && kept.expires > client.platform.clock.now() ? kept : undefined
  } catch (cause) {
    throw failure('storage', 'The sign-in could not be read', { cause, retryable: true })
  }
}
