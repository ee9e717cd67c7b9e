import type { Hono } from 'hono'
import type { Upstream } from '../../ports/upstream.ts'

/** An upstream that asks the simulator of this very server without leaving the process. */
export function withSimulator(
  upstream: Upstream,
  prefix: () => string,
  simulator: () => Hono | undefined,
): Upstream {
  return {
    async fetch(url, init = {}) {
      const app = url.startsWith(prefix()) ? simulator() : undefined
      if (!app) return await upstream.fetch(url, init)
      const { method = 'GET', headers = {}, body } = init
      return await app.fetch(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }))
    },
  }
}
