/**
 * Holds README.md and CONTRIBUTING.md to what is so: each program in TypeScript is run, each npm script and each
 * option of `latchkey` that a command names has to exist, each relative link has to lead somewhere, and the numbers
 * that are stated have to be those that are checked.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from '../installation.js'
import { blocksOf, commandsOf } from './blocks.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const problems: string[] = []
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

function checkProgram(text: string, number: number): void {
  const folder = join(root, '.cache', 'readme')
  const path = join(folder, `program-${number}.ts`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, text)
  const { status, stderr } = spawnSync(pinnedNode, ['--conditions=latchkey-source', path], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (status !== 0) problems.push(`program ${number} ended with ${status}: ${stderr}`)
}

function checkCommand(command: string): void {
  const words = command.split(/\s+/)
  const [program, verb = ''] = words
  if (program === 'npm') {
    const name = verb === 'run' ? words[2] : verb
    const known = verb === 'install' || (name !== undefined && scripts[name] !== undefined)
    if (!known) problems.push(`there is no npm script for: ${command}`)
  }
  if (program === 'npx' && verb === 'latchkey') checkOptions(command, words.slice(2))
  if (program?.startsWith('.') && !existsSync(join(root, program))) problems.push(`there is no ${program}`)
}

function checkOptions(command: string, [name = '', ...words]: string[]): void {
  const bin = join(root, 'packages/cli/bin/latchkey.js')
  const help = execFileSync(pinnedNode, [bin, 'help', name], { encoding: 'utf8' })
  for (const option of words.filter(word => word.startsWith('--'))) {
    if (!help.includes(` ${option} `)) problems.push(`latchkey ${name} has no ${option}: ${command}`)
  }
}

let programs = 0
for (const document of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md']) {
  const text = read(document)
  for (const block of blocksOf(text)) {
    if (block.language === 'ts') checkProgram(block.text, (programs += 1))
  }
  for (const command of commandsOf(text)) checkCommand(command)
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
    if (!existsSync(join(root, target))) problems.push(`${document} leads to ${target}, which is not there`)
  }
}
if (programs === 0) problems.push('README.md has no program')

const [{ limit }] = JSON.parse(read('.size-limit.json')) as [{ limit: string }]
if (!read('README.md').includes(`at most ${limit}`))
  problems.push(`README.md does not state the budget ${limit}`)
const { dependencies = {} } = JSON.parse(read('packages/client/package.json')) as {
  dependencies?: Record<string, string>
}
const foreign = Object.keys(dependencies).filter(name => !name.startsWith('@latchkey/'))
if (foreign.length > 0) problems.push(`the client is said to have no dependencies, but has ${foreign}`)

for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
