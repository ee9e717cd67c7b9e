import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { dialCodes } from './dial-codes.ts'
import { countryChoices, countryOf, phoneNumberFrom } from './phone-number.ts'

describe('a phone number', () => {
  it.each([
    ['+44 20 7946 0958', 'US', '+442079460958'],
    ['0044 20 7946 0958', 'DE', '+442079460958'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['(555) 010-9999', 'US', '+15550109999'],
    ['030 901820', 'DE', '+4930901820'],
    ['06 6982', 'IT', '+39066982'],
    ['٠٥٠ ١٢٣ ٤٥٦٧', 'AE', '+971501234567'],
    ['０９０-１２３４-５６７８', 'JP', '+819012345678'],
  ])('typed as %s by somebody in %s is %s', (typed, country, number) => {
    expect(phoneNumberFrom(typed, country)).toBe(number)
  })

  it.each([
    ['', 'US'],
    ['ada', 'US'],
    ['12', 'DE'],
    ['5550109999', undefined],
    ['1'.repeat(16), 'US'],
    ['5550109999', 'XX'],
  ])('%j in %s is none', (typed, country) => {
    expect(phoneNumberFrom(typed, country)).toBeUndefined()
  })
})

describe('countries', () => {
  it.each([
    ['de', 'DE'],
    ['en-GB', 'GB'],
    ['pt', 'BR'],
    ['ar', 'EG'],
  ])('%s begins with %s', (language, country) => {
    expect(countryOf(language)).toBe(country)
  })

  it('are named and sorted in the reader’s language, and may be restricted', () => {
    expect(countryChoices('de', ['US', 'AT', 'CH'])).toEqual([
      { country: 'AT', name: 'Österreich', code: '43' },
      { country: 'CH', name: 'Schweiz', code: '41' },
      { country: 'US', name: 'Vereinigte Staaten', code: '1' },
    ])
  })

  it('fill a table of less than three kilobytes', () => {
    expect(dialCodes.size).toBeGreaterThan(230)
    const source = readFileSync(new URL('dial-codes.ts', import.meta.url))
    expect(gzipSync(source).length).toBeLessThan(3000)
  })
})
