import { type Language, negotiateLanguage } from '../texts/load-texts.ts'

/** The language of an element: its own attribute, the page's around it, or what the reader prefers. */
export function languageOf(element: HTMLElement): Language {
  const own = element.getAttribute('language') ?? element.closest<HTMLElement>('[lang]')?.lang
  return negotiateLanguage(own ? [own] : navigator.languages)
}
