/**
 * Bundles the drop-in sign-in and Amplify's Authenticator for the browser and prints their sizes, each with its
 * framework and its client; ours also without the client, as its budget has it. What ours fetches later (further
 * screens, the language, QR, the account) is not in its first number. Ends with 1 when ours is not the smallest. The
 * bundles stay in `.cache/sizes`, where size-limit holds ours to its budgets.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { root } from '../../scripts/installation.js'

const folder = join(root, '.cache', 'sizes')

/** What is fetched later is not part of what is fetched first. */
const withoutLaterParts: Plugin = {
  name: 'without later parts',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

interface Size {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
  /** The style, where it is a file of its own. */
  readonly style: number
}

async function sizeOf(name: string, external: readonly string[] = []): Promise<Size> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'benchmarks', 'sizes', 'screens', `${name}.ts`)],
    outfile: join(folder, `${name}${external.length > 0 ? '' : '-whole'}.js`),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['latchkey-source'],
    external: [...external],
    plugins: name.startsWith('latchkey') ? [withoutLaterParts] : [],
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  })
  mkdirSync(folder, { recursive: true })
  const gzipped = (suffix: string) =>
    outputFiles
      .filter(({ path }) => path.endsWith(suffix))
      .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
  for (const { path, contents } of outputFiles) writeFileSync(path, contents)
  const script = outputFiles.find(({ path }) => path.endsWith('.js'))
  return {
    name: external.length > 0 ? `${name}, without the client` : name,
    minified: script?.contents.length ?? 0,
    gzipped: gzipped('.js'),
    style: gzipped('.css'),
  }
}

/** What the account adds to a page that has the sign-in: all that the two do not share. */
async function accountAlone(): Promise<Size> {
  const whole = await build({
    stdin: {
      contents:
        "import './latchkey-sign-in.ts'\nexport { drawAccount } from '../../../packages/ui/src/account/draw-account.ts'",
      resolveDir: join(root, 'benchmarks', 'sizes', 'screens'),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['latchkey-source'],
    external: ['@latchkey/client'],
    plugins: [withoutLaterParts],
    legalComments: 'none',
  })
  const both = whole.outputFiles[0]?.contents ?? new Uint8Array()
  writeFileSync(join(folder, 'latchkey-sign-in-and-account.js'), both)
  return {
    name: 'latchkey-sign-in and the account, without the client',
    minified: both.length,
    gzipped: gzipSync(both, { level: 9 }).length,
    style: 0,
  }
}

const client = ['@latchkey/client']
const [ours, theirs, ...parts] = await Promise.all([
  sizeOf('latchkey-sign-in'),
  sizeOf('amplify-authenticator'),
  sizeOf('latchkey-sign-in', client),
  accountAlone(),
  sizeOf('latchkey-qr', client),
])
const kilobytes = (bytes: number) => (bytes === 0 ? '–' : `${(bytes / 1000).toFixed(1)} kB`)
console.log('| The sign-in on a page | minified | gzipped | style, gzipped |')
console.log('| --- | ---: | ---: | ---: |')
for (const { name, minified, gzipped, style } of [ours, theirs, ...parts]) {
  console.log(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzipped)} | ${kilobytes(style)} |`)
}
if (ours.gzipped >= theirs.gzipped) {
  console.error('Our sign-in is not the smallest.')
  process.exitCode = 1
}
