/** The package as it is published: packed, unpacked into an app's `node_modules`, bundled and run. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import webpack from 'webpack'
import { pinnedNode } from '../../scripts/installation.js'
import { installPacked } from '../harness/packed-package.ts'

let app: string
const installed = () => join(app, 'node_modules', '@latchkey', 'client')

const source = `
import { AWSMobileClient } from '@latchkey/client'
const configuration = { CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } } }
const { userState } = await new AWSMobileClient({ configuration }).initialize()
console.log(userState)
`

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'latchkey-app-'))
  installPacked('client', app)
  writeFileSync(join(app, 'package.json'), '{"type":"module","private":true}')
  writeFileSync(join(app, 'main.js'), source)
})

afterAll(() => rmSync(app, { recursive: true }))

const run = (file: string) => String(execFileSync(pinnedNode, [file], { cwd: app, stdio: 'pipe' })).trim()

/** Everything that a folder of bundles says, and how many files of script it has. */
function scriptsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.m?js$/.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'))
}

test('has no dependency, and is small', () => {
  const settings = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >
  expect(settings.dependencies).toBeUndefined()
  expect(settings.sideEffects).toBe(false)
  const bytes = readdirSync(installed(), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).length, 0)
  expect(bytes).toBeLessThan(1_000_000)
})

describe('runs in Node', () => {
  test('imported', () => {
    expect(run('main.js')).toBe('signedOut')
  })

  test('required', () => {
    writeFileSync(
      join(app, 'main.cjs'),
      source
        .replace(/import (.*) from '(.*)'/, "const $1 = require('$2')")
        .replace(/const \{ userState.*/, '')
        .replace(
          'console.log(userState)',
          'new AWSMobileClient({ configuration }).initialize().then(({ userState }) => console.log(userState))',
        ),
    )
    expect(run('main.cjs')).toBe('signedOut')
  })

  test('by every entry point', () => {
    const { exports } = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8')) as {
      exports: object
    }
    const entries = Object.keys(exports).filter(name => !name.endsWith('.json'))
    writeFileSync(
      join(app, 'entries.js'),
      entries
        .map(name => `console.log(Object.keys(await import('@latchkey/client${name.slice(1)}')).length > 0)`)
        .join('\n'),
    )
    expect(entries.length).toBeGreaterThan(10)
    expect(run('entries.js')).toBe(entries.map(() => 'true').join('\n'))
  })
})

describe('is bundled for browsers, with what loads later in files of its own', () => {
  const later = (scripts: readonly string[]) => {
    const first = scripts.filter(script => script.includes('us-east-1_abcDEF123'))
    expect(first).toHaveLength(1)
    // The hosted UI's words, and those of authenticator apps.
    for (const word of ['code_verifier', 'VerifySoftwareToken']) {
      expect([word, first[0]?.includes(word)]).toEqual([word, false])
      expect([word, scripts.some(script => script.includes(word))]).toEqual([word, true])
    }
    expect(/node:crypto|createHmac/.test(scripts.join())).toBe(false)
  }

  test('by Vite', async () => {
    writeFileSync(join(app, 'index.html'), '<script type="module" src="/main.js"></script>')
    await vite({ root: app, logLevel: 'error', build: { outDir: 'vite', target: 'es2022' } })
    later(scriptsIn(join(app, 'vite')))
  })

  test('by webpack', async () => {
    const path = join(app, 'webpack')
    await new Promise<void>((resolve, reject) =>
      webpack(
        {
          mode: 'production',
          context: app,
          entry: './main.js',
          target: ['web', 'es2022'],
          output: { path, publicPath: '' },
          performance: false,
        },
        (error, stats) => {
          if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString('errors-only')))
          else resolve()
        },
      ),
    )
    later(scriptsIn(path))
  })

  test('by esbuild', async () => {
    await esbuild({
      entryPoints: [join(app, 'main.js')],
      outdir: join(app, 'esbuild'),
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
    })
    const scripts = scriptsIn(join(app, 'esbuild'))
    later(scripts)
    expect(run('esbuild/main.js')).toBe('signedOut')
  })
})
