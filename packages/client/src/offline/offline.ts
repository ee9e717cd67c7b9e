import { toBase64Url } from '@latchkey/protocol'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { addUserStateListener } from '../session/listeners.ts'
import { namespaceOf } from '../session/records.ts'
import { connectionIsBack } from '../session/when-offline.ts'
import type { KeyValueStorage } from '../storage/storage.ts'
import { type AuthorizedFetchOptions, authorizedFetch } from './authorized-fetch.ts'
import { answerCache } from './cache.ts'
import { kindOfRequest } from './operation.ts'
import { keptHeaders, type StoredRequest } from './stored-request.ts'

export interface OfflineOptions extends AuthorizedFetchOptions {
  /** Where requests and answers are kept; the client's own storage when absent. */
  readonly storage?: KeyValueStorage
  /** How many answers are kept; 200 when absent. */
  readonly cachedAnswers?: number
  /** Hears what became of a request that was kept, also of one that an earlier run of the app has left. */
  readonly onSettled?: (request: StoredRequest, outcome: { response: Response } | { error: unknown }) => void
}

export interface Offline {
  /**
   * A `fetch` that goes on without network: queries are answered by the network, else by what it answered last;
   * everything else is kept, and sent in order when the connection and the session are there. Its promise then has
   * the answer.
   */
  readonly fetch: typeof fetch
  /** The requests that are still to be sent, oldest first. */
  pending(): Promise<readonly StoredRequest[]>
  /** Sends what an earlier run has left; it begins by itself with the first request and every sign-in. */
  replay(): Promise<void>
  /** Sends nothing more; what is kept stays. */
  close(): void
}

/** For how long a tab waits for its turn to send: as long as there is something to send. */
const lockWait = 86_400_000

const pause = { first: 1_000, longest: 60_000 } as const

/**
 * Lets an app work offline: a durable queue for what changes something, and a cache for what asks.
 *
 * @example
 * const { fetch } = createOffline(client.client, { origins: [api], authorization: { kind: 'idToken' } })
 * await fetch(`${api}/notes`, { method: 'POST', body }) // now, or when the train has left the tunnel
 */
export function createOffline(client: Client, options: OfflineOptions): Offline {
  const send = authorizedFetch(client, options)
  const callers = new Map<string, { resolve(response: Response): void; reject(error: unknown): void }>()
  let closed = false
  let last = 0
  let draining: Promise<void> | undefined
  let again = false
  let resting = new AbortController()

  const storageOf = async () => {
    await ready(client)
    const storage = options.storage ?? client.storage
    if (!storage) throw failure('storage')
    return storage
  }
  const prefixOf = () => `${namespaceOf(client)}.offline.`
  const person = () => client.session?.username ?? ''

  async function pending(): Promise<readonly StoredRequest[]> {
    const storage = await storageOf()
    const names = [...(await storage.list(`${prefixOf()}queue.`))].sort()
    const texts = await Promise.all(names.map(name => storage.get(name)))
    return texts.flatMap(text => {
      const kept = text ? (JSON.parse(text) as StoredRequest) : undefined
      return kept?.version === 1 ? [kept] : []
    })
  }

  async function keep(request: Request, body: string | undefined): Promise<Response> {
    const storage = await storageOf()
    // Later than all before it, whatever the clock does.
    last = Math.max(client.platform.clock.now(), last + 1)
    const idempotencyKey = request.headers.get('idempotency-key') ?? toBase64Url(client.platform.random(16))
    const kept: StoredRequest = {
      version: 1,
      name: `${prefixOf()}queue.${String(last).padStart(16, '0')}.${idempotencyKey}`,
      idempotencyKey,
      person: person(),
      url: request.url,
      method: request.method,
      headers: keptHeaders(request.headers),
      body,
    }
    try {
      await storage.set(kept.name, JSON.stringify(kept))
    } catch (cause) {
      throw failure('storage', 'The request could not be kept', { cause, retryable: true })
    }
    const answer = new Promise<Response>((resolve, reject) => callers.set(kept.name, { resolve, reject }))
    void replay()
    return answer
  }

  function replay(): Promise<void> {
    again = true
    // Whoever asks does not want to wait for the end of a pause.
    resting.abort()
    draining ??= drain().finally(() => {
      draining = undefined
      if (again && !closed) void replay()
    })
    return draining
  }

  async function drain(): Promise<void> {
    for (let attempt = 0; again && !closed; attempt++) {
      again = false
      try {
        // One tab sends at a time, so that the order is kept.
        await client.platform.lock(`${prefixOf()}queue`, lockWait, sendAll)
        attempt = 0
      } catch (error) {
        if (!isAWSMobileClientError(error) || !error.retryable) {
          // A session that is refused, a person who is signed out: a sign-in begins anew.
          if (!isAWSMobileClientError(error)) client.platform.report(error)
          return
        }
        resting = new AbortController()
        const rest = Math.min(pause.first * 2 ** attempt, pause.longest)
        await connectionIsBack(client, rest, resting.signal)
        again = true
      }
    }
  }

  async function sendAll(): Promise<void> {
    const storage = await storageOf()
    for (const kept of await pending()) {
      if (closed) return
      if (kept.person !== person()) continue
      const headers = { ...kept.headers, 'idempotency-key': kept.idempotencyKey }
      const response = await send(kept.url, {
        method: kept.method,
        headers,
        ...(kept.body !== undefined && { body: kept.body }),
      })
      // The service is not itself: the same request again, later, by the same key.
      if (response.status >= 500 || response.status === 429 || response.status === 408) {
        throw failure('network', `unexpected answer ${response.status}`, {
          retryable: true,
          statusCode: response.status,
        })
      }
      await storage.delete(kept.name)
      settle(kept, { response })
    }
  }

  function settle(kept: StoredRequest, outcome: { response: Response } | { error: unknown }): void {
    const caller = callers.get(kept.name)
    callers.delete(kept.name)
    const told = 'response' in outcome && caller ? { response: outcome.response.clone() } : outcome
    if ('response' in outcome) caller?.resolve(outcome.response)
    else caller?.reject(outcome.error)
    try {
      options.onSettled?.(kept, told)
    } catch (error) {
      client.platform.report(error)
    }
  }

  /** Who signs out takes what they wanted with them: nobody else may send it. */
  async function discard(): Promise<void> {
    const storage = await storageOf()
    for (const kept of await pending()) {
      if (kept.person === '') continue
      await storage.delete(kept.name)
      settle(kept, { error: failure('unableToSignIn', 'Signed out before the request was sent') })
    }
    for (const name of await storage.list(`${prefixOf()}cache.`)) await storage.delete(name)
  }

  async function ask(request: Request, body: string | undefined): Promise<Response> {
    const storage = await storageOf()
    const cache = answerCache(client, storage, `${prefixOf()}cache.`, options.cachedAnswers ?? 200)
    const question = JSON.stringify([person(), request.method, request.url, body])
    try {
      const response = await send(request.url, {
        method: request.method,
        headers: request.headers,
        signal: request.signal,
        ...(body !== undefined && { body }),
      })
      if (response.status < 500) {
        if (response.ok) await cache.put(question, response.clone()).catch(client.platform.report)
        return response
      }
      return (await cache.get(question)) ?? response
    } catch (error) {
      const offline = isAWSMobileClientError(error) && error.retryable && error.kind !== 'aborted'
      const known = offline ? await cache.get(question).catch(client.platform.report) : undefined
      if (!known) throw error
      return known
    }
  }

  const remove = addUserStateListener(client, userState => {
    if (userState === 'signedIn') void replay()
    if (userState === 'signedOut') void discard().catch(client.platform.report)
  })

  return {
    async fetch(input, init) {
      const request = new Request(input, init)
      if (!options.origins.includes(new URL(request.url).origin)) {
        throw failure('invalidParameter', 'The request goes to a site that is not among the origins')
      }
      const body = request.body ? await request.clone().text() : undefined
      return kindOfRequest(request.method, body) === 'query' ? ask(request, body) : keep(request, body)
    },
    pending,
    replay,
    close() {
      closed = true
      remove()
    },
  }
}
