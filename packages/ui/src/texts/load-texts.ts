import type { Texts } from './texts.ts'

type Load = () => Promise<{ readonly texts: Texts }>

/** Every language is a file of its own, fetched when it is wanted. */
const loaders = {
  ar: () => import('./languages/ar.ts'),
  de: () => import('./languages/de.ts'),
  en: () => import('./languages/en.ts'),
  es: () => import('./languages/es.ts'),
  fr: () => import('./languages/fr.ts'),
  he: () => import('./languages/he.ts'),
  it: () => import('./languages/it.ts'),
  ja: () => import('./languages/ja.ts'),
  ko: () => import('./languages/ko.ts'),
  nl: () => import('./languages/nl.ts'),
  pl: () => import('./languages/pl.ts'),
  pt: () => import('./languages/pt.ts'),
  zh: () => import('./languages/zh.ts'),
} satisfies Record<string, Load>

export type Language = keyof typeof loaders

/** The languages that there are, as BCP 47 tags. */
export const languages = Object.keys(loaders) as readonly Language[]

/** The first wanted language that there is, by its primary tag; English when there is none. */
export function negotiateLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0]
    const found = languages.find(language => language === primary)
    if (found) return found
  }
  return 'en'
}

/** The copy in a language. One that cannot be fetched now is told in English. */
export async function loadTexts(language: Language): Promise<Texts> {
  const { texts } = await loaders[language]().catch(() => loaders.en())
  return texts
}
