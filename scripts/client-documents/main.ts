/** Ends with 1 and says why when a table of the documents names a test that does not exist, or has an empty cell. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../installation.js'
import { problemsOf, rowsOf } from './rows.ts'

const documents = ['docs/client-surface.md', 'docs/client-pains.md', 'docs/oauth-security.md']

/** The lines of all tests: a title is in one of them. */
const titles = ['packages', 'tests'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
    .flatMap(file => readFileSync(join(root, folder, file), 'utf8').split('\n')),
)

for (const document of documents) {
  const rows = rowsOf(readFileSync(join(root, document), 'utf8'))
  if (rows.length === 0) throw new Error(`${document} has no table: the check reads the wrong file.`)
  for (const problem of rows.flatMap(row => problemsOf(row, titles))) {
    console.error(`${document}:${problem}`)
    process.exitCode = 1
  }
}
