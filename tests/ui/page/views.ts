/** Draws a screen in the page, for the comparison of both printers. */
import type { Screen } from '../../../packages/ui/src/screens/screen.ts'
import { drawScreen } from '../../../packages/ui/src/testing/draw-screen.ts'

/** An element as what it means: tag, attributes, state, children. */
function meaning(node: Node): unknown {
  if (node instanceof Text) return node.data
  if (!(node instanceof Element)) return undefined
  if (node instanceof HTMLSelectElement && node.name.endsWith('.country')) return countries(node)
  const attributes = [...node.attributes]
    // Drawn as properties, printed as attributes: compared as properties below.
    .filter(({ name }) => !['selected', 'value'].includes(name) || node.tagName === 'BUTTON')
    .map(({ name, value }) => [name, name === value || value === 'true' ? '' : value])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1))
  const state =
    node instanceof HTMLInputElement
      ? node.value
      : node instanceof HTMLOptionElement
        ? [node.value, node.selected]
        : undefined
  return [node.tagName, attributes, state, mergeTexts([...node.childNodes].map(meaning))]
}

/** Names of countries and their order are the runtime's own: what counts is which there are, and the chosen one. */
function countries(select: HTMLSelectElement): unknown {
  const codes = [...select.options].map(({ value, text }) => `${value} ${text.replace(/.* /, '')}`)
  return [select.name, select.value, codes.sort()]
}

/** A parser makes one text of what a script makes two of. */
function mergeTexts(children: readonly unknown[]): unknown[] {
  const merged: unknown[] = []
  for (const child of children) {
    const last = merged.at(-1)
    if (typeof child === 'string' && typeof last === 'string') merged[merged.length - 1] = last + child
    else merged.push(child)
  }
  return merged
}

Object.assign(globalThis, {
  compare(screen: Screen, html: string): { drawn: string; printed: string } {
    const drawn = document.createElement('div')
    drawScreen(drawn, screen, { action: '/post', hidden: { a: 'b' } })
    const printed = new DOMParser().parseFromString(html, 'text/html').body
    return {
      drawn: JSON.stringify([...drawn.childNodes].map(meaning), null, 1),
      printed: JSON.stringify([...printed.childNodes].map(meaning), null, 1),
    }
  },
})
