import type { ComponentChildren } from 'preact'
import type { Intent } from '../screens/screen.ts'
import type { Texts } from '../texts/texts.ts'
import type { Piece } from './element.ts'

/** What views are drawn with beside their screen: language, look, and where answers go. */
export interface ViewContext {
  readonly texts: Texts
  /** A BCP 47 tag, such as `de` or `pt-BR`. */
  readonly language: string
  /** Begins every id in the markup, so that two forms fit on one page. */
  readonly idPrefix: string
  /** Where forms are posted; absent where a script takes them. */
  readonly action?: string | undefined
  /** Sent with every form: the state of the request and what protects it. */
  readonly hidden?: Readonly<Record<string, string>> | undefined
  /** Addresses of steps that can be gone to without sending anything; the others are buttons. */
  readonly links?: Partial<Readonly<Record<Intent, string>>> | undefined
  readonly logo?: { readonly address: string; readonly text: string } | undefined
  /** Counts screens and what was told on them, where they are drawn one after the other in the same place. */
  readonly step?: number | undefined
  readonly told?: number | undefined
  /** An answer is on its way: buttons rest. */
  readonly busy?: boolean | undefined
  /** Whether there is a way out. */
  readonly canCancel?: boolean | undefined
  /** The marks of providers, where they are at hand. */
  readonly providerIcon?: ((kind: string) => Piece) | undefined
  /** Countries that the phone field offers, as ISO 3166 codes; all when absent. */
  readonly countries?: readonly string[] | undefined
  /** Chosen in the phone field to begin with; by the language when absent. */
  readonly country?: string | undefined
  readonly header?: ComponentChildren
  readonly footer?: ComponentChildren
}
