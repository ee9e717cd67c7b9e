/**
 * `npm test`: sets up what is missing, then runs every test. Arguments go to Vitest (`npm test -- srp`).
 * In continuous integration (`--complete`) a missing AWS CLI is a failure; on a person's machine its test stays out,
 * and the output says so.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ensureAwsCli, ensureChromium, ensureKeychain } from './external-programs.js'
import { ensureCommandBuilt, ensureInstalled, pinnedNode, root } from './installation.js'
import { ensurePostgres } from './postgres-programs.js'

const seconds = (/** @type {number} */ since) => ((performance.now() - since) / 1000).toFixed(1)

async function main() {
  const began = performance.now()
  const complete = process.argv.includes('--complete')
  const wanted = process.argv.slice(2).filter(argument => argument !== '--complete')

  ensureInstalled()
  ensureCommandBuilt()
  const chromium = await ensureChromium()
  const postgres = ensurePostgres()
  const aws = ensureAwsCli()
  if (!aws && complete) throw new Error('The AWS CLI is missing and could not be installed (package awscli).')
  if (!aws)
    console.error('No AWS CLI here and none could be installed: tests/clients/aws-cli.test.ts stays out.')
  const keychain = ensureKeychain()
  if (!keychain && complete)
    throw new Error('A keychain is missing and could not be installed (gnome-keyring).')
  if (!keychain)
    console.error(
      'No GNOME keychain here and none could be installed: tests/runtimes/keychain.test.ts stays out.',
    )
  console.error(`Set-up took ${seconds(began)} s.`)

  const testsBegan = performance.now()
  const results = join(root, '.cache', 'test-results.json')
  mkdirSync(join(root, '.cache'), { recursive: true })
  const child = spawn(
    pinnedNode,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...(aws ? [] : ['--exclude', 'tests/clients/aws-cli.test.ts']),
      ...(keychain ? [] : ['--exclude', 'tests/runtimes/keychain.test.ts']),
      ...wanted,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
        LATCHKEY_CHROMIUM: chromium,
        LATCHKEY_POSTGRES: postgres,
        ...(aws ? { LATCHKEY_AWS_CLI: aws } : {}),
      },
    },
  )
  const code = await new Promise(resolve => child.on('close', resolve))
  console.error(`Tests took ${seconds(testsBegan)} s.`)
  process.exitCode = typeof code === 'number' ? code : 1
}

main().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
