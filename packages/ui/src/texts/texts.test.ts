import { userPoolErrorStatus } from '@latchkey/protocol'
import { describe, expect, it } from 'vitest'
import { loadAccountTexts } from '../account/load-account-texts.ts'
import { errorTextOfKind } from './error-texts.ts'
import { texts as english } from './languages/en.ts'
import { languages, loadTexts, negotiateLanguage } from './load-texts.ts'
import { errorTextOf } from './service-error-texts.ts'

/** Every text by its path. */
function flat(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) =>
    typeof entry === 'string'
      ? [[`${path}${key}`, entry] as [string, string]]
      : flat(entry as object, `${key}.`),
  )
}

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort()

describe.each(languages)('the copy in %s', language => {
  it('is complete, and leaves the same blanks to fill in as English does', async () => {
    const [own, ownAccount] = await Promise.all([loadTexts(language), loadAccountTexts(language)])
    for (const [mine, theirs] of [
      [own, english],
      [ownAccount, await loadAccountTexts('en')],
    ] as const) {
      const texts = new Map(flat(mine))
      expect([...texts.keys()].sort()).toEqual(
        flat(theirs)
          .map(([key]) => key)
          .sort(),
      )
      for (const [key, text] of flat(theirs)) {
        expect(texts.get(key)?.trim(), key).toBeTruthy()
        expect(blanks(texts.get(key) ?? ''), key).toEqual(blanks(text))
      }
    }
  })

  it('is not English under another name', async () => {
    if (language === 'en') return expect(await loadTexts('en')).toBe(english)
    const own = new Map(flat(await loadTexts(language)))
    const same = flat(english).filter(([key, text]) => own.get(key) === text)
    expect(same.length).toBeLessThan(12)
  })
})

describe('what is told of errors', () => {
  it('has a text for each of the client’s kinds and each of the service’s exceptions', () => {
    for (const id of Object.values(errorTextOfKind)) expect(english.errors[id]).toBeTruthy()
    for (const name of Object.keys(userPoolErrorStatus) as (keyof typeof userPoolErrorStatus)[]) {
      expect(english.errors[errorTextOf(name)], name).toBeTruthy()
    }
  })
})

describe('the language', () => {
  it.each([
    [['pt-BR', 'en'], 'pt'],
    [['xx', 'de-AT'], 'de'],
    [['ZH-hant-TW'], 'zh'],
    [['xx'], 'en'],
    [[], 'en'],
  ])('for who wants %j is %s', (wanted, language) => {
    expect(negotiateLanguage(wanted)).toBe(language)
  })
})
