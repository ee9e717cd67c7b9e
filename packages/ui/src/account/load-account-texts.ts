import type { Language } from '../texts/load-texts.ts'
import type { AccountTexts } from './account-texts.ts'
import { texts as english } from './texts/en.ts'

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly texts: AccountTexts }>>> = {
  ar: () => import('./texts/ar.ts'),
  de: () => import('./texts/de.ts'),
  es: () => import('./texts/es.ts'),
  fr: () => import('./texts/fr.ts'),
  he: () => import('./texts/he.ts'),
  it: () => import('./texts/it.ts'),
  ja: () => import('./texts/ja.ts'),
  ko: () => import('./texts/ko.ts'),
  nl: () => import('./texts/nl.ts'),
  pl: () => import('./texts/pl.ts'),
  pt: () => import('./texts/pt.ts'),
  zh: () => import('./texts/zh.ts'),
}

/** The account's copy in a language. One that cannot be fetched now is told in English. */
export async function loadAccountTexts(language: Language): Promise<AccountTexts> {
  if (language === 'en') return english
  try {
    return (await loaders[language]()).texts
  } catch {
    return english
  }
}
