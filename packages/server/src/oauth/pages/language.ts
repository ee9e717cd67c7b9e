import type { Visit } from '../visit.ts'

/** The languages in which pages are printed. */
const known: readonly string[] = ['en']

/** The language of a page: the application's wish (`lang`, `ui_locales`), else the browser's. */
export function languageOf({ query, headers }: Visit): string {
  const wished = `${query.get('lang') ?? ''} ${query.get('ui_locales') ?? ''}`.split(' ')
  const accepted = (headers.get('accept-language') ?? '').split(',').map(item => item.split(';')[0] ?? '')
  for (const tag of [...wished, ...accepted]) {
    const language = tag.trim().toLowerCase().split('-')[0] ?? ''
    if (known.includes(language)) return language
  }
  return 'en'
}
