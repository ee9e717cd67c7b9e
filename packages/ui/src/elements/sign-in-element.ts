import { AWSMobileClient, type SignInUIOptions } from '@latchkey/client'
import { type ComponentChildren, h } from 'preact'
import { describeSignIn } from '../description/describe.ts'
import type { Branding } from '../description/description.ts'
import { type Drawing, drawFlow } from '../draw/draw-flow.ts'
import { applyTokens } from '../draw/look.ts'
import { createSignInFlow, type SignInFlow } from '../flow/flow.ts'
import type { FlowNews } from '../flow/options.ts'
import { signInWithProvider } from '../providers/sign-in-with-provider.ts'
import { type Language, loadTexts } from '../texts/load-texts.ts'
import type { Texts } from '../texts/texts.ts'
import type { ViewContext } from '../views/context.ts'
import { loadMoreViews, loadView } from '../views/lazy-view.ts'
import { countriesOf } from './countries-of.ts'
import { ElementBase } from './element-base.ts'
import { languageOf } from './language-of.ts'

let made = 0

/**
 * `<latchkey-sign-in>`: the whole of sign-in, sign-up and recovery where it stands, in the page's own DOM.
 *
 * Its events, none of which holds a secret: `latchkey-signed-in` (`detail.username`), `latchkey-cancelled`,
 * `latchkey-screen` (`detail.kind`), `latchkey-unknown-challenge` (`detail.challenge`), `latchkey-error`
 * (`detail.error`).
 */
export class LatchkeySignIn extends ElementBase {
  static observedAttributes = ['language', 'can-cancel', 'logo', 'logo-text', 'without-sign-up']

  #client: AWSMobileClient | undefined
  #options: SignInUIOptions = {}
  #flow: SignInFlow | undefined
  #drawing: Drawing | undefined
  #language: Language = 'en'
  #texts: Texts | undefined
  #branding: Branding | undefined
  readonly #brandSheet = new CSSStyleSheet()
  readonly #idPrefix = `lk${(made += 1)}`
  readonly #slotted = { header: [] as HTMLElement[], footer: [] as HTMLElement[] }
  /** Makes one's own copy out of ours, such as `texts => ({ ...texts, signIn: 'Come in' })`. */
  adaptTexts: (texts: Texts, language: Language) => Texts = texts => texts
  /** Signs in with another provider; replaceable. */
  signInWith = signInWithProvider

  /** The client that signs in; the shared one when none is set. */
  get client(): AWSMobileClient {
    return (this.#client ??= AWSMobileClient.default())
  }
  set client(client: AWSMobileClient) {
    this.#client = client
    if (this.isConnected) this.#begin()
  }

  /** Look and ways out; attributes of the same meaning come first. */
  get options(): SignInUIOptions {
    return {
      ...this.#options,
      ...(this.hasAttribute('can-cancel') && { canCancel: true }),
      ...(this.hasAttribute('without-sign-up') && { disableSignUpButton: true }),
      ...attribute(this, 'logo', 'logoImage'),
      ...attribute(this, 'logo-text', 'logoText'),
    }
  }
  set options(options: SignInUIOptions) {
    this.#options = options
    this.attributeChangedCallback()
  }

  /** The id of what stands above each screen. */
  get headingId(): string {
    return `${this.#idPrefix}-heading`
  }

  /** State and answers, for whoever wants to look on. */
  get flow(): SignInFlow | undefined {
    return this.#flow
  }

  connectedCallback(): void {
    // What the page puts above or below each screen, as it would into slots.
    for (const child of this.querySelectorAll<HTMLElement>(':scope > [slot]')) {
      if (child.slot !== 'header' && child.slot !== 'footer') continue
      this.#slotted[child.slot].push(child)
      child.remove()
    }
    this.#begin()
  }

  disconnectedCallback(): void {
    this.#drawing?.end()
    this.#drawing = undefined
    this.#flow?.end()
    this.#wear(undefined)
  }

  attributeChangedCallback(): void {
    if (!this.#drawing) return
    this.#wear(this.#branding)
    void this.#speak()
  }

  #begin(): void {
    this.#drawing?.end()
    this.#flow?.end()
    const flow = createSignInFlow({
      client: this.client,
      describe: async client => {
        const description = await describeSignIn(client)
        if (this.#flow === flow) this.#wear(description.branding)
        return description
      },
      load: loadView,
      signInWith: (client, provider) => this.signInWith(client, provider),
      canSignUp: !this.options.disableSignUpButton,
      issuer: document.title || undefined,
      news: news => this.#tell(news),
    })
    this.#flow = flow
    this.#wear(undefined)
    let { step } = flow.state
    flow.subscribe(state => {
      if (state.step === step) return
      step = state.step
      this.#emit('latchkey-screen', { kind: state.screen.kind })
    })
    // Until the language is there, nothing is said in another one.
    this.#speak().then(
      () => {
        if (this.#flow !== flow || !this.isConnected) return
        this.#drawing = drawFlow(this, flow, () => this.#context())
        void flow.start().then(loadMoreViews)
      },
      (error: unknown) => this.#emit('latchkey-error', { error }),
    )
  }

  /** Looks as the options say, or, where they name no colour, as the app client's own pages do. */
  #wear(branding: Branding | undefined): void {
    this.#branding = branding
    const sheet = this.#brandSheet
    const isOwn = applyTokens(this, this.options)
    const style = (!isOwn && branding?.style) || ''
    sheet.replaceSync(style)
    // After our own style, which it changes.
    const others = document.adoptedStyleSheets.filter(other => other !== sheet)
    document.adoptedStyleSheets = style ? [...others, sheet] : others
  }

  async #speak(): Promise<void> {
    const language = languageOf(this)
    if (language !== this.#language || !this.#texts) {
      this.#texts = this.adaptTexts(await loadTexts(language), language)
      this.#language = language
    }
    this.#drawing?.refresh()
  }

  #context(): ViewContext {
    const { name = '', logo } = this.#branding ?? {}
    const { logoImage = logo, logoText = name, canCancel } = this.options
    return {
      idPrefix: this.#idPrefix,
      header: slotOf(this.#slotted.header),
      footer: slotOf(this.#slotted.footer),
      texts: this.#texts as Texts,
      language: this.#language,
      canCancel,
      ...countriesOf(this),
      logo: logoImage === undefined ? undefined : { address: logoImage, text: logoText },
    }
  }

  #tell(news: FlowNews): void {
    switch (news.type) {
      case 'signed-in':
        this.#emit('latchkey-signed-in', { username: news.username })
        break
      case 'cancelled':
        this.#emit('latchkey-cancelled', {})
        break
      case 'unknown-challenge':
        this.#emit('latchkey-unknown-challenge', { challenge: news.challenge })
        break
      case 'failed':
        this.#emit('latchkey-error', { error: news.error })
        break
    }
  }

  #emit(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }
}

/** A place in a screen for elements of the page. */
function slotOf(elements: readonly HTMLElement[]): ComponentChildren {
  if (elements.length === 0) return undefined
  return h('div', { ref: (place: HTMLElement | null) => place?.append(...elements) })
}

function attribute(element: Element, name: string, option: keyof SignInUIOptions): SignInUIOptions {
  const value = element.getAttribute(name)
  return value === null ? {} : { [option]: value }
}
