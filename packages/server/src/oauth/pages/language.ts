import { negotiateLanguage } from '@latchkey/ui/views'
import type { Visit } from '../visit.ts'

/** The language of a page: the application's wish (`lang`, `ui_locales`), else the browser's. */
export function languageOf({ query, headers }: Visit) {
  const wished = `${query.get('lang') ?? ''} ${query.get('ui_locales') ?? ''}`.split(' ')
  const accepted = (headers.get('accept-language') ?? '').split(',').map(item => item.split(';')[0] ?? '')
  return negotiateLanguage([...wished, ...accepted].map(tag => tag.trim()).filter(tag => tag !== ''))
}
