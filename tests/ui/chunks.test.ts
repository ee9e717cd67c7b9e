import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { root } from '../../scripts/installation.js'

/** The sources of the drop-in UI that a page fetches before anything else: by static imports only. */
async function fetchedAtOnce(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, 'packages', 'ui', 'src', 'index.ts')],
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['latchkey-source'],
    absWorkingDir: root,
  })
  const { outputs } = metafile
  const first = Object.keys(outputs).find(path => outputs[path]?.entryPoint === 'packages/ui/src/index.ts')
  const chunks = new Set<string>()
  const follow = (path: string) => {
    if (chunks.has(path)) return
    chunks.add(path)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') follow(next)
  }
  if (first !== undefined) follow(first)
  return [...chunks].flatMap(path => Object.keys(outputs[path]?.inputs ?? {}))
}

it('the account, QR codes, later screens with their style and every language but English come when they are needed', async () => {
  const sources = await fetchedAtOnce()
  expect(sources).toContain('packages/ui/src/elements/sign-in-element.ts')
  const later = sources.filter(
    path =>
      /^packages\/ui\/src\/(account|print|dialog)\/|uqr|(more|dialog|account)-style/.test(path) ||
      /texts\/languages\/(?!en\.)/.test(path),
  )
  expect(later).toEqual([])
})
