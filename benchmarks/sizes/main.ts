/**
 * Bundles three programs that do the same (SRP sign-in, tokens, AWS credentials, sign-out) for the browser, and
 * prints their sizes. Ends with 1 when ours is not the smallest. The bundles stay in `.cache/sizes`, where
 * size-limit holds ours to its budget.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from '../../scripts/installation.js'

const folder = join(root, '.cache', 'sizes')
const names = ['latchkey-functions', 'latchkey', 'amazon-cognito-identity-js', 'aws-amplify'] as const

async function sizeOf(name: string): Promise<{ name: string; minified: number; gzipped: number }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'benchmarks', 'sizes', `${name}.ts`)],
    outfile: join(folder, `${name}.js`),
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['latchkey-source'],
    define: { global: 'globalThis' },
    legalComments: 'none',
    // What loads when it is first used; named in the table's note.
    external: ['oauth4webapi'],
    logLevel: 'error',
  })
  const { contents } = outputFiles[0]!
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.js`), contents)
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(metafile))
  return { name, minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length }
}

const sizes = await Promise.all(names.map(sizeOf))
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
console.log('| SRP sign-in, tokens, AWS credentials | minified | gzipped |')
console.log('| --- | ---: | ---: |')
for (const { name, minified, gzipped } of sizes) {
  console.log(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzipped)} |`)
}
const smallest = sizes.toSorted((a, b) => a.gzipped - b.gzipped)[0]
if (!smallest?.name.startsWith('latchkey')) {
  console.error(`${smallest?.name} is smaller than ours.`)
  process.exitCode = 1
}
