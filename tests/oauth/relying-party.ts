import { createHash, randomBytes } from 'node:crypto'
import { callback, password } from './authorization-server.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

/** An application that speaks the protocol by hand, so that it can speak it wrongly too. */
export class RelyingParty {
  readonly #server: { readonly url: string }
  readonly poolId: string
  readonly client: { readonly id: string; readonly secret: string }
  readonly verifier = randomBytes(32).toString('base64url')

  constructor(
    server: { readonly url: string },
    poolId: string,
    client: { readonly id: string; readonly secret: string },
  ) {
    this.#server = server
    this.poolId = poolId
    this.client = client
  }

  get issuer(): string {
    return `${this.#server.url}/${this.poolId}`
  }

  get challenge(): string {
    return createHash('sha256').update(this.verifier).digest('base64url')
  }

  /** The parameters of an ordinary request; `undefined` leaves one out. */
  parameters(changes: Readonly<Record<string, string | undefined>> = {}): URLSearchParams {
    const ordinary = {
      response_type: 'code',
      client_id: this.client.id,
      redirect_uri: callback,
      scope: 'openid',
      state: 'state-of-the-app',
      code_challenge: this.challenge,
      code_challenge_method: 'S256',
      ...changes,
    }
    return new URLSearchParams(
      Object.entries(ordinary).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
  }

  address(changes?: Readonly<Record<string, string | undefined>>): string {
    return `${this.issuer}/oauth2/authorize?${this.parameters(changes)}`
  }

  browser(): ScriptlessBrowser {
    return new ScriptlessBrowser(this.#server.url)
  }

  /** Opens an authorization request; where the sign-in page comes up, fills it in. */
  async authorize(
    changes: Readonly<Record<string, string | undefined>> = {},
    browser = this.browser(),
    username = 'ada',
  ): Promise<URL> {
    const back = (await browser.open(this.address(changes))) ?? (await browser.submit({ username, password }))
    if (!back) throw new Error(`The request stopped at ${browser.url}: ${browser.html}`)
    return back
  }

  async code(
    changes?: Readonly<Record<string, string | undefined>>,
    browser?: ScriptlessBrowser,
  ): Promise<string> {
    const back = await this.authorize(changes, browser)
    const code = back.searchParams.get('code')
    if (!code) throw new Error(`No code came back: ${back}`)
    return code
  }

  /** Calls the token endpoint, with the secret in the form where there is one. */
  async token(fields: Readonly<Record<string, string | undefined>>, headers: Record<string, string> = {}) {
    const all = {
      client_id: this.client.id,
      ...(this.client.secret && !headers['authorization'] ? { client_secret: this.client.secret } : {}),
      ...fields,
    }
    return await this.call('/oauth2/token', all, headers)
  }

  /** Redeems a code as it should be. */
  redeem(code: string, changes: Readonly<Record<string, string | undefined>> = {}) {
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback,
      code_verifier: this.verifier,
      ...changes,
    })
  }

  async call(
    path: string,
    fields: Readonly<Record<string, string | undefined>>,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, string> }> {
    const response = await fetch(`${this.issuer}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(
        Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined),
      ),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} }
  }

  async userInfo(accessToken: string, init: RequestInit = {}) {
    const response = await fetch(`${this.issuer}/oauth2/userInfo`, {
      ...init,
      headers: { authorization: `Bearer ${accessToken}`, ...init.headers },
    })
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, string>,
    }
  }

  basic(): Record<string, string> {
    const pair = Buffer.from(`${this.client.id}:${this.client.secret}`).toString('base64')
    return { authorization: `Basic ${pair}` }
  }
}
