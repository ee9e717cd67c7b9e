import { type Upstream, UpstreamError } from './upstream.ts'

interface Kept {
  readonly at: number
  readonly askedAt: number
  readonly text: Promise<string>
}

/** Documents are asked for again after this, as Cognito does with SAML metadata … */
const lifetimeMilliseconds = 6 * 3_600_000
/** … and never more often than this. */
const pauseMilliseconds = 30_000

/** Documents that providers publish, such as SAML metadata, kept for hours. */
export class KeptDocuments {
  readonly #upstream: Upstream
  readonly #now: () => number
  readonly #kept = new Map<string, Kept>()

  constructor(upstream: Upstream, now: () => number) {
    this.#upstream = upstream
    this.#now = now
  }

  /**
   * A document as text; while its provider is away, the one that was known before.
   *
   * @throws UpstreamError
   */
  async text(url: string): Promise<string> {
    const now = this.#now()
    const known = this.#kept.get(url)
    if (known && (now - known.at < lifetimeMilliseconds || now - known.askedAt < pauseMilliseconds)) {
      return await known.text
    }
    const text = this.#load(url)
    this.#kept.set(url, { at: now, askedAt: now, text })
    try {
      return await text
    } catch (cause) {
      if (!known) {
        this.#kept.delete(url)
        throw cause
      }
      this.#kept.set(url, { ...known, askedAt: now })
      return await known.text
    }
  }

  async #load(url: string): Promise<string> {
    const response = await this.#upstream.fetch(url, { headers: { accept: '*/*' } })
    if (response.status !== 200) throw new UpstreamError('unreachable', `${url} answered ${response.status}.`)
    return await response.text()
  }
}
