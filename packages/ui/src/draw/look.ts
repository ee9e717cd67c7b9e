import type { SignInUIOptions } from '@latchkey/client'

/** White on dark colours and black on light ones, by their lightness. */
const readableOn = (color: string) => `oklch(from ${color} calc((0.62 - l) * 999) 0 0)`

/** The tokens that the options stand for. */
export function tokensOf(options: SignInUIOptions): Readonly<Record<string, string>> {
  const { backgroundColor: back, secondaryBackgroundColor: around, primaryColor: primary } = options
  return {
    ...(back && {
      '--lk-surface': back,
      '--lk-field': back,
      '--lk-text': readableOn(back),
      '--lk-muted': `color-mix(in oklab, ${readableOn(back)} 78%, ${back})`,
      '--lk-line': `color-mix(in oklab, ${readableOn(back)} 16%, ${back})`,
    }),
    ...(around && { '--lk-page': around, '--lk-backdrop': around }),
    ...(primary && {
      '--lk-accent': primary,
      '--lk-accent-strong': `color-mix(in oklab, ${primary} 82%, var(--lk-text))`,
      '--lk-on-accent': readableOn(primary),
    }),
  }
}

/** Sets an element's tokens; those of earlier options are taken away. @returns whether there are any */
export function applyTokens(element: HTMLElement, options: SignInUIOptions): boolean {
  for (const name of [...element.style]) {
    if (name.startsWith('--lk-')) element.style.removeProperty(name)
  }
  const tokens = Object.entries(tokensOf(options))
  for (const [name, value] of tokens) element.style.setProperty(name, value)
  return tokens.length > 0
}
