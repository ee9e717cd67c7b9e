/**
 * Compiles every example in the client's comments and documents, as an app's code would be. Ends with 1 when one of
 * them does not compile.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from '../installation.js'
import { blocksOf } from '../readme/blocks.ts'
import { type Example, examplesOf } from './examples.ts'

const documents = ['packages/client/README.md', 'packages/react/README.md', 'docs/coming-from.md']
const sources = ['packages/client/src', 'packages/react/src']
const folder = join(root, '.cache', 'examples')

/** What the package's own comments need not say. */
const prelude = `
import { AWSMobileClient, IdentityProvider, isAWSMobileClientError, webStorage } from '@latchkey/client'
import * as functions from '@latchkey/client/functions'
import { expoBrowser, inAppBrowser } from '@latchkey/client/hosted-ui'
import { appBackground, pureSrpEngine } from '@latchkey/client/react-native'
import { authorizedFetch, createOffline, offlineLink, type Offline } from '@latchkey/client/offline'
import { adoptAmplifySession, documentCookies, expoSecureStore, keychainStorage } from '@latchkey/client/storage'
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client/core'
declare const offline: Offline
export {}
`

const examples: Example[] = [
  ...documents.flatMap(place =>
    blocksOf(readFileSync(join(root, place), 'utf8'))
      .filter(({ language }) => /^tsx?$/.test(language))
      .map(({ text }) => ({ place, text, fragment: !text.includes('import ') || place.includes('react') })),
  ),
  ...sources.flatMap(source =>
    readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap(file => examplesOf(join(source, file), readFileSync(join(root, source, file), 'utf8'))),
  ),
]
if (examples.length < 10) throw new Error('Few examples were found: the check reads the wrong folders.')

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const name of ['ambient.d.ts', 'modules.d.ts'])
  cpSync(join(import.meta.dirname, name), join(folder, name))
for (const [index, { text, fragment, place }] of examples.entries()) {
  const ownImports = /^import /m.test(text)
  const program = fragment && !ownImports ? `${prelude}{\n${text}\n}\n` : `${text}\nexport {}\n`
  writeFileSync(join(folder, `example-${index}.tsx`), `// ${place}\n${program}`)
}
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, allowJs: false, checkJs: false },
    include: ['.'],
    exclude: [],
  }),
)
const { status, stdout } = spawnSync(
  pinnedNode,
  [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder],
  {
    encoding: 'utf8',
  },
)
process.stderr.write(stdout)
process.exitCode = status ?? 1
