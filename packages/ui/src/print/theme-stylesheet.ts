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
  const rules = Object.entries(tokensOf(safe)).map(([name, value]) => `${name}:${value}`)
  return rules.length > 0 ? `:root{${rules.join(';')}}` : ''
}
