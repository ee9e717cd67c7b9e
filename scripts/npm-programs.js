/**
 * Programs and frameworks that a test runs and that are too large to be dependencies: installed from npm beneath
 * `.cache` when the test first wants them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './installation.js'

/**
 * A folder beneath `.cache` whose `node_modules` has these packages.
 *
 * @param {string} name of the folder
 * @param {Readonly<Record<string, string>>} packages with their exact versions
 * @throws when npm cannot install them
 */
export function ensureNpmPackages(name, packages) {
  const folder = join(root, '.cache', name)
  const stamp = join(folder, 'installed.json')
  const wanted = JSON.stringify(packages)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder
  console.error(`Installing ${Object.keys(packages).join(', ')} for the tests (once) …`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  // What a package wants to stand beside is named, or left out.
  const install = [
    'install',
    '--no-save',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const named = Object.entries(packages).map(([packageName, version]) => `${packageName}@${version}`)
  const { status } = spawnSync('npm', [...install, ...named], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm could not install ${named.join(' ')}.`)
  writeFileSync(stamp, wanted)
  return folder
}
