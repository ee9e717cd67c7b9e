import { toBase64Url } from '@latchkey/protocol'
import type { Client } from '../session/client.ts'
import type { KeyValueStorage } from '../storage/storage.ts'

interface CachedAnswer {
  readonly version: 1
  readonly status: number
  readonly type: string
  readonly body: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Answers to queries, for when the network is away. */
export interface AnswerCache {
  get(question: string): Promise<Response | undefined>
  put(question: string, answer: Response): Promise<void>
}

/**
 * @param prefix what its names begin with; the person is part of every question
 * @param limit how many answers are kept; the oldest go first
 */
export function answerCache(
  client: Client,
  storage: KeyValueStorage,
  prefix: string,
  limit: number,
): AnswerCache {
  const { clock, srp } = client.platform
  const nameOf = async (question: string) =>
    prefix + toBase64Url(await srp.sha256(new TextEncoder().encode(question)))
  return {
    async get(question) {
      const text = await storage.get(await nameOf(question))
      const kept = text ? (JSON.parse(text) as CachedAnswer) : undefined
      if (kept?.version !== 1) return undefined
      const age = Math.max(0, Math.round((clock.now() - kept.at) / 1000))
      const headers = { 'content-type': kept.type, age: String(age), 'x-latchkey-cache': 'hit' }
      return new Response(kept.body, { status: kept.status, headers })
    },

    async put(question, answer) {
      const kept: CachedAnswer = {
        version: 1,
        status: answer.status,
        type: answer.headers.get('content-type') ?? '',
        body: await answer.text(),
        at: clock.now(),
      }
      const name = await nameOf(question)
      const known = await storage.list(prefix)
      if (!known.includes(name) && known.length >= limit) await dropOldest(storage, known)
      await storage.set(name, JSON.stringify(kept))
    },
  }
}

async function dropOldest(storage: KeyValueStorage, names: readonly string[]): Promise<void> {
  let oldest: { name: string; at: number } | undefined
  for (const name of names) {
    const { at } = JSON.parse((await storage.get(name)) ?? '{"at":0}') as { at: number }
    if (!oldest || at < oldest.at) oldest = { name, at }
  }
  if (oldest) await storage.delete(oldest.name)
}
