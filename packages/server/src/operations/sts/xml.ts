const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 cannot hold in any form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to leave out.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const escapeText = (text: string) =>
  text.replace(unprintable, '').replace(/[&<>"']/g, character => entities[character] ?? '')

/** Elements by name: text, or further elements. */
export interface XmlElements {
  readonly [name: string]: string | XmlElements
}

/** Writes elements, with all text escaped. */
export function writeXml(elements: XmlElements): string {
  return Object.entries(elements)
    .map(([name, content]) => {
      const inner = typeof content === 'string' ? escapeText(content) : writeXml(content)
      return `<${name}>${inner}</${name}>`
    })
    .join('')
}
