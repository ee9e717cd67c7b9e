import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../installation.js'

interface TestFile {
  readonly path: string
  readonly text: string
}

/** The tests of the server beside its source, then those that drive several packages. */
const files: readonly TestFile[] = ['packages/server/src', 'tests'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .sort()
    .map(name => {
      const path = `${folder}/${name.replaceAll('\\', '/')}`
      return { path, text: readFileSync(join(root, path), 'utf8') }
    }),
)

/**
 * The test that names an operation most: by its name in quotes, where the operations of its service are called, or
 * as a command of Amazon's SDK.
 *
 * @param caller the method by which tests call operations of the service
 */
export function findTest(operation: string, caller: string): string | undefined {
  const names = new RegExp(`'${operation}'|\\b${operation}Command\\b`, 'g')
  const direct = new RegExp(`${caller}\\(\\s*'${operation}'`, 'g')
  let best: { readonly path: string; readonly score: number } | undefined
  for (const { path, text } of files) {
    if (!text.includes(`${caller}(`) && !text.includes(`${operation}Command`)) continue
    const score = (text.match(names)?.length ?? 0) + 2 * (text.match(direct)?.length ?? 0)
    if (score > (best?.score ?? 0)) best = { path, score }
  }
  return best?.path
}
