import { readFileSync } from 'node:fs'
import { build, type Plugin } from 'esbuild'
import { compile } from 'svelte/compiler'

/** Svelte's components are programs once they are compiled. */
const svelte: Plugin = {
  name: 'svelte',
  setup(bundler) {
    bundler.onLoad({ filter: /\.svelte$/ }, ({ path }) => ({
      contents: compile(readFileSync(path, 'utf8'), { filename: path, css: 'external' }).js.code,
      loader: 'js',
    }))
  },
}

export const frameworks = ['plain', 'react', 'vue', 'svelte'] as const

/** Builds the four pages' scripts, by their addresses. */
export async function buildPages(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: frameworks.map(name => new URL(`pages/${name}.ts`, import.meta.url).pathname),
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['latchkey-source'],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [svelte],
    logLevel: 'warning',
  })
  return new Map(outputFiles.map(({ path, text }) => [path, text]))
}
