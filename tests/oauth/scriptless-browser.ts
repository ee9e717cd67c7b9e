/**
 * A browser with scripts off, as far as it matters here: it keeps cookies, follows redirects by GET, fills forms in
 * and sends them with what browsers say of where they come from. It stops at the first address of another host.
 */
export class ScriptlessBrowser {
  readonly #origin: string
  readonly #cookies: Map<string, string>
  /** The page on show. */
  url = ''
  status = 0
  html = ''
  headers = new Headers()

  constructor(origin: string, cookies: Iterable<[string, string]> = []) {
    this.#origin = origin
    this.#cookies = new Map(cookies)
  }

  /** The same browser, sent to another node of the same server. */
  at(origin: string): ScriptlessBrowser {
    const moved = new ScriptlessBrowser(origin, this.#cookies)
    moved.url = this.url.replace(this.#origin, origin)
    moved.html = this.html
    return moved
  }

  /** The cookies by name. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  /** Opens an address; gives back the foreign address that it led to, if it did. */
  open(address: string): Promise<URL | undefined> {
    return this.#go(new URL(address, this.#origin), { method: 'GET' }, 'none')
  }

  /** Sends the form that has a button with this intent, filled in. */
  submit(fields: Readonly<Record<string, string>> = {}, intent = 'submit'): Promise<URL | undefined> {
    const form = this.forms().find(form => form.intents.includes(intent))
    if (!form) throw new Error(`The page has no form with the intent ${intent}: ${this.html}`)
    const body = new URLSearchParams({ ...form.fields, ...fields, intent })
    return this.post(form.action, body)
  }

  /** Sends a form to an address, by a form of the page on show. */
  post(address: string, body: URLSearchParams, site = 'same-origin'): Promise<URL | undefined> {
    const init = { method: 'POST', body: body.toString() }
    return this.#go(new URL(address, this.#origin), init, site)
  }

  /** The kind of screen on show. */
  get screen(): string | undefined {
    return /data-screen="([^"]*)"/.exec(this.html)?.[1]
  }

  /** Addresses of the page's links. */
  get links(): string[] {
    return [...this.html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) => decode(href))
  }

  forms() {
    return [...this.html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([text]) => {
      const fields: Record<string, string> = {}
      const intents: string[] = []
      for (const [tag] of text.matchAll(/<(?:input|button|textarea|select)\b[^>]*>/g)) {
        const attribute = (name: string) => decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
        if (attribute('name') === 'intent') intents.push(attribute('value'))
        else if (tag.startsWith('<input') && attribute('name')) fields[attribute('name')] = attribute('value')
      }
      return { action: decode(/\baction="([^"]*)"/.exec(text)?.[1] ?? ''), fields, intents }
    })
  }

  async #go(url: URL, init: RequestInit, site: string): Promise<URL | undefined> {
    const headers: Record<string, string> = {
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'sec-fetch-site': site,
    }
    if (init.method === 'POST') {
      headers['content-type'] = 'application/x-www-form-urlencoded'
      headers['origin'] = site === 'same-origin' ? this.#origin : 'https://evil.example'
    }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie)
    const location = response.headers.get('location')
    this.status = response.status
    this.headers = response.headers
    if (location === null) {
      this.url = url.href
      this.html = await response.text()
      return undefined
    }
    if (!URL.canParse(location, url)) throw new Error(`The redirect leads nowhere: ${location}`)
    const next = new URL(location, url)
    if (next.origin !== this.#origin) return next
    return await this.#go(next, { method: 'GET' }, site)
  }

  /** Takes a `Set-Cookie` value. */
  keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    if (/;\s*max-age=0/i.test(cookie)) this.#cookies.delete(name)
    else this.#cookies.set(name, pair.slice(pair.indexOf('=') + 1))
  }
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
