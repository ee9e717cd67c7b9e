import { AWSMobileClient, type SignOutOptions } from '@latchkey/client'
import { h, render } from 'preact'
import { adoptStyle } from '../draw/style.ts'
import { loadTexts } from '../texts/load-texts.ts'
import { ElementBase } from './element-base.ts'
import { languageOf } from './language-of.ts'

/**
 * `<latchkey-sign-out>`: a button that signs out, seen only while somebody is signed in. With `everywhere` all of the
 * person's sessions end. What stands inside it is its label.
 */
export class LatchkeySignOut extends ElementBase {
  #client: AWSMobileClient | undefined
  #listening: AbortController | undefined
  #label: string | undefined
  #word = ''
  #busy = false

  /** The client that signs out; the shared one when none is set. */
  get client(): AWSMobileClient {
    return (this.#client ??= AWSMobileClient.default())
  }
  set client(client: AWSMobileClient) {
    this.#client = client
    if (this.isConnected) this.#begin()
  }

  connectedCallback(): void {
    if (this.#label === undefined) {
      // What stands inside is the label, once: afterwards it is our own button.
      this.#label = this.textContent?.trim() ?? ''
      this.replaceChildren()
    }
    adoptStyle(this.ownerDocument)
    this.#begin()
  }

  #begin(): void {
    this.#listening?.abort()
    this.#listening = new AbortController()
    this.client.addUserStateListener(() => this.#draw(), { signal: this.#listening.signal })
    void loadTexts(languageOf(this)).then(({ signOut }) => {
      this.#word = signOut
      this.#draw()
    })
    this.#draw()
  }

  disconnectedCallback(): void {
    this.#listening?.abort()
  }

  async #signOut(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    const options: SignOutOptions = this.hasAttribute('everywhere') ? { signOutGlobally: true } : {}
    try {
      await this.client.signOut(options)
      this.dispatchEvent(new CustomEvent('latchkey-signed-out', { bubbles: true }))
    } catch (error) {
      this.dispatchEvent(new CustomEvent('latchkey-error', { detail: { error }, bubbles: true }))
    } finally {
      this.#busy = false
      this.#draw()
    }
  }

  #draw(): void {
    this.hidden = !this.client.isSignedIn
    const attributes: Record<string, unknown> = {
      type: 'button',
      'data-lk': 'action',
      'aria-disabled': this.#busy || undefined,
      onClick: () => void this.#signOut(),
    }
    render(this.hidden ? null : h('button', attributes, this.#label || this.#word), this)
  }
}
