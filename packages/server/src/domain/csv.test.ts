import { expect, it } from 'vitest'
import { parseCsv } from './csv.ts'

it.each([
  [
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['\ufeffa,b', [['a', 'b']]],
  ['"a,b","say ""yes"""', [['a,b', 'say "yes"']]],
  ['a\\,b,c', [['a,b', 'c']]],
  ['"two\nlines",b', [['two\nlines', 'b']]],
  [',,\n\n', [['', '', '']]],
  ['', []],
])('reads %j', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows)
})

it('refuses a quote that is never closed', () => {
  expect(() => parseCsv('"a,b')).toThrow('never closed')
})
