import { expect, test } from 'vitest'
import { examplesOf } from './examples.ts'

test('examples are found behind their tag, on one line or several, up to the next tag', () => {
  const source = `
/**
 * Says so.
 *
 * @example a(1)
 */
/**
 * @example
 * const b = 2
 * b()
 * @returns nothing
 */
/** None here. */
`
  expect(examplesOf('x.ts', source).map(({ text }) => text)).toEqual(['a(1)', 'const b = 2\nb()'])
})
