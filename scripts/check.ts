/**
 * Runs every check that is not a test: types, style, import arrows, packaging, sizes, documents. With
 * `--after-tests` the results of the test run before it are added, and the last line counts both.
 */
import { spawnSync } from 'node:child_process'
import { checks } from './checks/list.ts'
import { readTestResults } from './checks/test-results.ts'
import { root } from './installation.js'

/** Plain text: the report is read in logs. */
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }

let passed = 0
let failed = 0

if (process.argv.includes('--after-tests')) {
  const results = readTestResults()
  passed += results.passed
  failed += results.failed
  for (const problem of results.problems) console.log(`FAIL  ${problem}`)
}

const wanted = process.argv.slice(2).filter(argument => !argument.startsWith('--'))
for (const { name, command } of checks) {
  if (wanted.length > 0 && !wanted.some(word => name.includes(word))) continue
  const began = performance.now()
  const [program, ...args] = command
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', env })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (status === 0) {
    passed += 1
    console.log(`ok    ${name} (${seconds} s)`)
  } else {
    failed += 1
    console.log(`FAIL  ${name} (${seconds} s)\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
  }
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
