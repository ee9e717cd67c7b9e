/**
 * Brings a clone to the point where everything runs: packages installed, the command built. Plain JavaScript
 * without dependencies, because it runs before anything is installed, on the machine's own Node (20 or later).
 *
 * A second run compares two hashes and returns within milliseconds.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder, without a slash at the end. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node this repository pins (24). Call it by path: a shell may have cached the place of another one. */
export const pinnedNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

const installedStamp = join(root, 'node_modules', '.latchkey-installed')
const builtStamp = join(root, '.cache', 'command-built')
const builtFile = join(root, 'packages', 'cli', 'dist', 'latchkey.mjs')

/** What the command is made of; a change in any of these makes the build stale. */
const sourcesOfTheCommand = [
  'packages/protocol/model',
  'packages/protocol/src',
  'packages/protocol/package.json',
  'packages/ui/src',
  'packages/ui/package.json',
  'packages/server/src',
  'packages/server/package.json',
  'packages/cli/src',
  'packages/cli/package.json',
  'packages/cli/tsdown.config.ts',
  'package-lock.json',
]

const packagesStamp = join(root, '.cache', 'packages-built')

/** The packages that tests take as an app installs them, each after those it needs. */
const installablePackages = ['client', 'react']

const sourcesOfThePackages = [
  'packages/protocol/src',
  'packages/ui/src',
  ...installablePackages.flatMap(name =>
    ['src', 'package.json', 'tsdown.config.ts'].map(part => `packages/${name}/${part}`),
  ),
  'package-lock.json',
]

/**
 * @param {string} path
 * @returns {string[]} the path itself for a file, every file below it for a folder, in a stable order
 */
function filesBelow(path) {
  if (!existsSync(path)) return []
  const entries = readdirOrUndefined(path)
  if (!entries) return [path]
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
    .filter(file => !file.endsWith('.test.ts'))
}

/** @param {string} path */
function readdirOrUndefined(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return undefined
    throw error
  }
}

/** @param {string[]} paths relative to the repository */
function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(path => filesBelow(join(root, path)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} stamp */
const read = stamp => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined)

/** @param {string} stamp @param {string} text */
function write(stamp, text) {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, text)
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ shell?: boolean, cwd?: string }} [options]
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}.`)
}

/** Says that the installed packages are those of the lock file; called by npm itself after an installation. */
export function markInstalled() {
  write(installedStamp, hashOf(['package-lock.json']))
}

/** Installs the packages when they are missing or the lock file has changed since. */
export function ensureInstalled() {
  if (existsSync(pinnedNode) && read(installedStamp) === hashOf(['package-lock.json'])) return
  console.error('Installing packages (once, about half a minute) …')
  run('npm', ['install', '--loglevel=error', '--no-progress'], { shell: process.platform === 'win32' })
  markInstalled()
}

/** Builds the `latchkey` command when a source of it has changed. */
export function ensureCommandBuilt() {
  const hash = hashOf(sourcesOfTheCommand)
  if (existsSync(builtFile) && read(builtStamp) === hash) return
  console.error('Building the latchkey command …')
  run(pinnedNode, [
    join(root, 'node_modules', 'tsdown', 'dist', 'run.mjs'),
    '--config',
    'packages/cli/tsdown.config.ts',
    '--logLevel',
    'warn',
  ])
  write(builtStamp, hash)
}

/** Builds the packages that an app installs when a source of them has changed. */
export function ensurePackagesBuilt() {
  const hash = hashOf(sourcesOfThePackages)
  const built = installablePackages.every(name => existsSync(join(root, 'packages', name, 'dist')))
  if (built && read(packagesStamp) === hash) return
  console.error('Building the packages …')
  for (const name of installablePackages) {
    run(pinnedNode, [join(root, 'node_modules', 'tsdown', 'dist', 'run.mjs'), '--logLevel', 'error'], {
      cwd: join(root, 'packages', name),
    })
  }
  write(packagesStamp, hash)
}
