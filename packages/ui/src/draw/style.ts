import { stylesheet } from '../generated/stylesheet.ts'

let sheet: CSSStyleSheet | undefined

/** Gives the document our style, once: as a sheet of its own making, which no policy has to allow. */
export function adoptStyle(document: Document): void {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(stylesheet)
  }
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
}
