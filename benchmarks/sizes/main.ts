/**
 * Bundles programs that do the same for the browser (a few things, then everything), and prints their sizes: what a
 * page loads at once, and what may come later. Ends with 1 when ours is not the smallest. The bundles stay in
 * `.cache/sizes`, where size-limit holds ours to its budgets.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { root } from '../../scripts/installation.js'

const folder = join(root, '.cache', 'sizes')
const programs = {
  'SRP sign-in, tokens, AWS credentials, sign-out': [
    'latchkey-sign-in-functions',
    'latchkey-functions',
    'latchkey',
    'amazon-cognito-identity-js',
    'aws-amplify',
  ],
  'the same, sign-up, MFA, devices, hosted UI': [
    'latchkey-everything-functions',
    'amazon-cognito-identity-js-everything',
    'aws-amplify-everything',
  ],
}

interface Size {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
  /** With everything that is loaded when it is first used. */
  readonly gzippedInAll: number
}

/** The files that are loaded with the first one. */
function loadedAtOnce(outputs: Metafile['outputs'], first: string): Set<string> {
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    for (const { kind, path: next, external } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) visit(next)
    }
  }
  visit(first)
  return found
}

async function sizeOf(name: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'benchmarks', 'sizes', `${name}.ts`)],
    outdir: join(folder, name),
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['latchkey-source'],
    define: { global: 'globalThis' },
    legalComments: 'none',
    // A library of its own, which the hosted UI's part brings along.
    external: ['oauth4webapi'],
    logLevel: 'error',
  })
  const first = Object.keys(metafile.outputs).find(path => metafile.outputs[path]?.entryPoint) ?? ''
  const atOnce = new Set([...loadedAtOnce(metafile.outputs, first)].map(path => basename(path)))
  rmSync(join(folder, name), { recursive: true, force: true })
  let [minified, gzipped, gzippedInAll] = [0, 0, 0]
  for (const { path, contents } of outputFiles) {
    const now = atOnce.has(basename(path))
    const target = join(folder, name, now ? 'at-once' : 'later')
    mkdirSync(target, { recursive: true })
    writeFileSync(join(target, basename(path)), contents)
    const size = gzipSync(contents, { level: 9 }).length
    gzippedInAll += size
    if (now) {
      minified += contents.length
      gzipped += size
    }
  }
  return { name, minified, gzipped, gzippedInAll }
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

for (const [what, names] of Object.entries(programs)) {
  const sizes = await Promise.all(names.map(sizeOf))
  console.log(`| ${what} | minified | gzipped | with all that comes later |`)
  console.log('| --- | ---: | ---: | ---: |')
  for (const { name, minified, gzipped, gzippedInAll } of sizes) {
    console.log(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzipped)} | ${kilobytes(gzippedInAll)} |`)
  }
  console.log()
  const [smallest] = sizes.toSorted((a, b) => a.gzippedInAll - b.gzippedInAll)
  if (!smallest?.name.startsWith('latchkey')) {
    console.error(`${smallest?.name} is smaller than ours.`)
    process.exitCode = 1
  }
}
