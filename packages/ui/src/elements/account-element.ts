import { AWSMobileClient } from '@latchkey/client'
import type { AccountDrawing } from '../account/draw-account.ts'
import { ElementBase } from './element-base.ts'
import { languageOf } from './language-of.ts'

let made = 0

/**
 * `<latchkey-account>`: profile, verification, password, second steps, passkeys, devices, sessions, linked providers
 * and the end of the account, where it stands. Its parts are loaded when it is first shown.
 *
 * Its events: `latchkey-changed`, `latchkey-deleted`, `latchkey-error` (`detail.error`).
 */
export class LatchkeyAccount extends ElementBase {
  #client: AWSMobileClient | undefined
  #drawing: AccountDrawing | undefined
  #wanted: symbol | undefined
  readonly #idPrefix = `lka${(made += 1)}`

  /** The client whose account it is; the shared one when none is set. */
  get client(): AWSMobileClient {
    return (this.#client ??= AWSMobileClient.default())
  }
  set client(client: AWSMobileClient) {
    this.#client = client
    if (this.isConnected) void this.#begin()
  }

  connectedCallback(): void {
    void this.#begin()
  }

  disconnectedCallback(): void {
    this.#wanted = undefined
    this.#drawing?.end()
    this.#drawing = undefined
  }

  async #begin(): Promise<void> {
    const wanted = Symbol('wanted')
    this.#wanted = wanted
    this.#drawing?.end()
    const { drawAccount } = await import('../account/draw-account.ts')
    if (this.#wanted !== wanted) return
    this.#drawing = drawAccount(this, this.client, {
      idPrefix: this.#idPrefix,
      language: languageOf(this),
      issuer: document.title || undefined,
      news: news => {
        const detail = news.type === 'failed' ? { error: news.error } : {}
        const type = news.type === 'failed' ? 'latchkey-error' : `latchkey-${news.type}`
        this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
      },
    })
  }
}
