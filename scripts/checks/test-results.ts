import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../installation.js'

/** The counts of a test run, and what else was wrong with it. */
export interface TestResults {
  readonly passed: number
  readonly failed: number
  /** Sentences for a person; each is counted as failed. */
  readonly problems: readonly string[]
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

/** Reads what Vitest's JSON reporter left. A run that left nothing, and a test that was left out, are failures. */
export function readTestResults(path: string = join(root, '.cache', 'test-results.json')): TestResults {
  if (!existsSync(path)) return { passed: 0, failed: 1, problems: ['The tests did not run to their end.'] }
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  const problems: string[] = []
  const leftOut = report.numPendingTests + report.numTodoTests
  if (leftOut > 0) problems.push(`${leftOut} tests were left out.`)
  for (const { name, status, assertionResults } of report.testResults) {
    if (status === 'failed' && assertionResults.length === 0) problems.push(`${name} could not be loaded.`)
  }
  if (report.numPassedTests === 0) problems.push('No test ran.')
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + problems.length,
    problems,
  }
}
