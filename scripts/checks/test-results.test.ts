import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readTestResults } from './test-results.ts'

const good = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{}] }],
}

function resultsOf(report: object) {
  const path = join(mkdtempSync(join(tmpdir(), 'latchkey-results-')), 'results.json')
  writeFileSync(path, JSON.stringify(report))
  return readTestResults(path)
}

it('a run in which all went well has no problems', () => {
  expect(resultsOf(good)).toEqual({ passed: 12, failed: 0, problems: [] })
})

it('failed tests are counted as they are', () => {
  expect(resultsOf({ ...good, numFailedTests: 3 })).toMatchObject({ passed: 12, failed: 3 })
})

it('tests that were left out count as a failure', () => {
  expect(resultsOf({ ...good, numPendingTests: 1, numTodoTests: 1 })).toEqual({
    passed: 12,
    failed: 1,
    problems: ['2 tests were left out.'],
  })
})

it('a file that could not be loaded counts as a failure', () => {
  const testResults = [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }]
  expect(resultsOf({ ...good, testResults })).toMatchObject({
    failed: 1,
    problems: ['b.test.ts could not be loaded.'],
  })
})

it('a run without tests, and one that left no report, are failures', () => {
  expect(resultsOf({ ...good, numPassedTests: 0 }).failed).toBe(1)
  expect(readTestResults('/nonexistent/results.json').failed).toBe(1)
})
