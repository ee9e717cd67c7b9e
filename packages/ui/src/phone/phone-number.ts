import { dialCodes } from './dial-codes.ts'

/** Countries that keep the first zero of a national number when they are called from abroad. */
const keepsZero = new Set(['IT', 'SM', 'VA', 'CI', 'CG', 'GA'])

/**
 * A phone number as the service takes it (E.164: a plus and up to fifteen digits), from what a person typed.
 *
 * @param typed with spaces, hyphens, brackets or dots as people write; a plus or `00` in front names the country
 * @param country the ISO 3166-1 code that goes with a national number
 * @returns undefined when it is no number
 */
export function phoneNumberFrom(typed: string, country: string | undefined): string | undefined {
  const written = typed
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\s().\-/\u2010-\u2015\u2068\u2069]/g, '')
  const international = /^(?:\+|00)(\d{5,15})$/.exec(written)?.[1]
  if (international) return `+${international}`
  const code = dialCodes.get(country ?? '')
  if (!code || !/^\d{3,14}$/.test(written)) return undefined
  const national = keepsZero.has(country ?? '') ? written : written.replace(/^0/, '')
  const whole = code + national
  return whole.length > 15 ? undefined : `+${whole}`
}

/** Digits of other scripts: each script's ten stand in order, from a zero whose predecessor is no digit. */
function asciiDigit(digit: string): string {
  let value = 0
  let point = digit.codePointAt(0) ?? 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - 1))) {
    point -= 1
    value += 1
  }
  return String(value)
}

/** The country to begin with: that of the language's region, or where most of its speakers are. */
export function countryOf(language: string): string {
  const { region } = new Intl.Locale(language).maximize()
  return region && dialCodes.has(region) ? region : 'US'
}

/** What the phone field offers, by the countries' names in the language. */
export function countryChoices(
  language: string,
  only?: readonly string[],
): readonly { readonly country: string; readonly name: string; readonly code: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const sorting = new Intl.Collator(language)
  return [...dialCodes]
    .filter(([country]) => only === undefined || only.includes(country))
    .map(([country, code]) => ({ country, code, name: names.of(country) ?? country }))
    .sort((one, other) => sorting.compare(one.name, other.name))
}
