import { expect, test } from 'vitest'
import { problemsOf, rowsOf } from './rows.ts'

const markdown =
  '| A | Test |\n| --- | --- |\n| x | does this |\n|  | does that |\n| repo#1 | does this<br>never |\n'
const titles = ["  test('does this (repo#2)', () => {", "  test('does that', () => {"]

test('empty cells, tests that do not exist and tests that name another issue are found', () => {
  expect(rowsOf(markdown).map(row => problemsOf(row, titles))).toEqual([
    [],
    ['4: a cell is empty'],
    ['5: no test “does this” names repo#1', '5: there is no test “never”'],
  ])
})
