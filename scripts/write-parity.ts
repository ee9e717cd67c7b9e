/**
 * Writes docs/cognito-parity.md from the tables of operations: each operation of Amazon's SDK, how far it goes here,
 * and the test that names it. `--check` only compares, and exits with 1 when the file is out of date or an operation
 * has no test.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as identityPoolsSdk from '@aws-sdk/client-cognito-identity'
import * as userPoolsSdk from '@aws-sdk/client-cognito-identity-provider'
import { identityPoolOperations } from '../packages/server/src/operations/identity-pools/index.ts'
import type { Parity } from '../packages/server/src/operations/parity.ts'
import { userPoolOperations } from '../packages/server/src/operations/user-pools/index.ts'
import { userPoolParity } from '../packages/server/src/operations/user-pools/parity.ts'
import { root } from './installation.js'
import { findTest } from './parity/find-test.ts'

interface Service {
  readonly title: string
  readonly sdk: object
  readonly operations: object
  readonly parity: Readonly<Record<string, Parity>>
  /** How the tests call an operation. */
  readonly caller: string
}

const services: readonly Service[] = [
  {
    title: 'User pools',
    sdk: userPoolsSdk,
    operations: userPoolOperations,
    parity: userPoolParity,
    caller: 'userPools',
  },
  {
    title: 'Identity pools',
    sdk: identityPoolsSdk,
    operations: identityPoolOperations,
    parity: {},
    caller: 'identityPools',
  },
]

const problems: string[] = []

function operationNames(sdk: object): string[] {
  return Object.keys(sdk)
    .filter(name => /^[A-Z]\w+Command$/.test(name))
    .map(name => name.slice(0, -'Command'.length))
    .sort()
}

function section({ title, sdk, operations, parity, caller }: Service): string[] {
  const counts: Record<string, number> = {}
  const rows = operationNames(sdk).map(name => {
    const there = Object.hasOwn(operations, name)
    const { status, note } = there ? (parity[name] ?? { status: 'works', note: '' }) : missing
    counts[status] = (counts[status] ?? 0) + 1
    const test = there ? findTest(name, caller) : undefined
    if (there && test === undefined) problems.push(`No test names ${name}.`)
    return `| ${name} | ${status} | ${note} | ${test === undefined ? '' : `\`${test}\``} |`
  })
  const summary = Object.entries(counts)
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([status, count]) => `${count} ${status === 'missing' ? 'missing' : status.replace(/s$/, '')}`)
  return [
    `## ${title}`,
    '',
    `Of ${rows.length} operations: ${summary.join(', ')}.`,
    '',
    '| Operation | Status | Note | Test |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ]
}

const missing = { status: 'missing', note: 'UnknownOperationException.' }
const unformatted = [
  '# The operations of Amazon Cognito, and how far they go here',
  '',
  '<!-- Written by scripts/write-parity.ts from the tables of operations. Do not edit. -->',
  '',
  "An operation _works_ when it does what Amazon's does, _keeps_ when it checks, keeps and shows what it is given and",
  'nothing comes of it, and _refuses_ when it answers with a named error.',
  '',
  ...services.flatMap(section),
]
  .join('\n')
  .replace(/\n+$/, '\n')

const text = execFileSync(
  join(root, 'node_modules', '.bin', 'biome'),
  ['format', '--stdin-file-path=docs/cognito-parity.md'],
  { cwd: root, input: unformatted, encoding: 'utf8' },
)

const path = join(root, 'docs', 'cognito-parity.md')
if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (readFileSync(path, 'utf8') !== text) {
  problems.push(
    `docs/cognito-parity.md is out of date: run node --conditions=latchkey-source scripts/write-parity.ts`,
  )
}
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
