import { screenStyle } from '../generated/screen-style.ts'

const sheets = new Map<string, CSSStyleSheet>()

/** Gives the document a style of ours, once: as a sheet of its own making, which no policy has to allow. */
export function adoptStyle(document: Document, style = screenStyle): void {
  let sheet = sheets.get(style)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    sheets.set(style, sheet)
  }
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
}
