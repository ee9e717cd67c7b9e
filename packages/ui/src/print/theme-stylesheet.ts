import { tokensOf } from '../draw/look.ts'

/** Colours as CSS writes them, and nothing that could end a declaration. */
const color = /^(?!.*url)[#\w\s(),.%/-]{1,100}$/i

/**
 * The colours of a pool as a stylesheet, for printed pages: they hold no inline style. What is no colour is left out.
 */
export function themeStylesheet(colors: {
  readonly backgroundColor?: string
  readonly secondaryBackgroundColor?: string
  readonly primaryColor?: string
}): string {
  const safe = Object.fromEntries(Object.entries(colors).filter(([, value]) => color.test(value)))
  return tokenStylesheet(tokensOf(safe))
}

/**
 * Tokens as a stylesheet, in the layer of their defaults: whatever a page says of a token itself counts more.
 *
 * @param tokens values by name, such as `--lk-accent`; as CSS, so that only trusted ones may come here
 * @param colorScheme of printed pages and of our elements, where it is not the reader's choice
 */
export function tokenStylesheet(
  tokens: Readonly<Record<string, string>>,
  colorScheme?: 'light' | 'dark',
): string {
  const declarations = Object.entries(tokens).map(([name, value]) => `${name}:${value}`)
  return [
    declarations.length > 0 ? `@layer latchkey{:where(:root){${declarations.join(';')}}}` : '',
    colorScheme
      ? `[data-lk="page"],:is(latchkey-sign-in,latchkey-account)[data-lk]{color-scheme:${colorScheme}}`
      : '',
  ].join('')
}
