/**
 * Ends with 1 when a package of this repository asks for something that package-lock.json does not know of. `npm ci`
 * would tell as well, but also asks for the binaries of platforms that a registry may lack.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { root } from '../installation.js'

type Manifest = Readonly<Record<string, unknown>>

const read = (path: string): Manifest => JSON.parse(readFileSync(join(root, path), 'utf8'))
const { packages } = read('package-lock.json') as unknown as { packages: Record<string, Manifest> }

for (const [path, locked] of Object.entries(packages)) {
  if (path.includes('node_modules')) continue
  const manifest = read(join(path, 'package.json'))
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'bin']) {
    const [asked, known] = [manifest[kind] ?? {}, locked[kind] ?? {}]
    if (isDeepStrictEqual(asked, known)) continue
    console.error(`${path || 'The root'}: ${kind} differ from package-lock.json. Run npm install.`)
    process.exitCode = 1
  }
}
