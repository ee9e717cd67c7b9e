import { join } from 'node:path'
import { pinnedNode, root } from '../installation.js'

/** One check: a name for the report and the command that ends with 0 when all is well. */
export interface Check {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
}

const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const script = (path: string, ...args: string[]) =>
  [
    pinnedNode,
    '--conditions=latchkey-source',
    '--disable-warning=ExperimentalWarning',
    path,
    ...args,
  ] as const

/** The packages that are published, in the order of their builds. */
const libraries = ['protocol', 'client', 'ui', 'server', 'react']

/** Every check, in the order in which they run: what later ones need is built first. */
export const checks: readonly Check[] = [
  { name: 'lock file matches the packages', command: script('scripts/checks/lock-file.ts') },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  {
    name: "the client's core uses neither the DOM nor Node",
    command: [bin('tsc'), '--noEmit', '-p', 'packages/client/tsconfig.core.json'],
  },
  { name: 'style', command: [bin('biome'), 'check', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'imports follow the arrows', command: script('scripts/arrows/main.ts') },
  {
    name: 'wire types match the service model',
    command: script('scripts/generate-wire-types.ts', '--check'),
  },
  {
    name: "the screens' style and script match their sources",
    command: script('scripts/generate-ui-assets.ts', '--check'),
  },
  { name: 'the table of parity is that of the code', command: script('scripts/write-parity.ts', '--check') },
  { name: 'packages build', command: ['npm', 'run', 'build', '--loglevel=error'] },
  ...[...libraries, 'cli'].map(
    (name): Check => ({
      name: `publint: ${name}`,
      command: [bin('publint'), '--strict', `packages/${name}`],
    }),
  ),
  ...libraries.map(
    (name): Check => ({
      name: `types resolve: ${name}`,
      command: [bin('attw'), '--pack', `packages/${name}`, '--profile', 'esm-only', '--no-emoji'],
    }),
  ),
  { name: 'nothing unused', command: [bin('knip'), '--no-progress'] },
  { name: 'ours is the smallest bundle', command: script('benchmarks/sizes/main.ts') },
  { name: 'our sign-in is the smallest', command: script('benchmarks/sizes/screens.ts') },
  { name: 'the bundle keeps its budget', command: [bin('size-limit')] },
  {
    name: 'the API reference is made',
    command: [
      bin('typedoc'),
      '--options',
      'packages/client/typedoc.json',
      '--treatWarningsAsErrors',
      '--logLevel',
      'Warn',
    ],
  },
  { name: 'examples compile', command: script('scripts/examples/main.ts') },
  {
    name: "the documents' tables name tests that exist",
    command: script('scripts/client-documents/main.ts'),
  },
  { name: 'README says what is so', command: script('scripts/readme/main.ts') },
]
