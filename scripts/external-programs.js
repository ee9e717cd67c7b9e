/**
 * The programs that tests drive and npm cannot bring: a Chromium, the AWS CLI and a keychain. Looked for first; installed
 * from Debian's packages where this user may, Chromium from Playwright's elsewhere.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode, root } from './installation.js'

/** @param {string} command @param {string[]} args */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0
}

/** The words that run a command as root without asking anybody, or nothing where that is impossible. */
function asRoot() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}

/** @param {string} name a Debian package */
function installDebianPackage(name) {
  const prefix = asRoot()
  if (!prefix || !existsSync('/usr/bin/apt-get')) return false
  console.error(`Installing Debian's package ${name} (once) …`)
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0']
  const install = [...prefix, ...quiet, 'install', '-y', '--no-install-recommends', name]
  const update = [...prefix, ...quiet, 'update']
  const run = (/** @type {string[]} */ words) => succeeds(words[0] ?? '', words.slice(1))
  return run(install) || (run(update) && run(install))
}

/** @param {(string | undefined)[]} candidates */
const firstPresent = candidates =>
  candidates.find(path => path !== undefined && path !== '' && existsSync(path))

async function playwrightChromium() {
  const { chromium } = await import('playwright-core')
  return chromium.executablePath()
}

async function findChromium() {
  return firstPresent([
    process.env['LATCHKEY_CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    await playwrightChromium(),
  ])
}

/**
 * The path of a Chromium, installed if need be.
 *
 * @throws when there is none and none can be installed: the browser tests would prove nothing without one.
 */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  if (!installDebianPackage('chromium')) {
    console.error("Installing Playwright's Chromium (once) …")
    succeeds(pinnedNode, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  }
  const installed = await findChromium()
  if (installed) return installed
  throw new Error(
    'The tests need a Chromium and none could be installed. Install one and name it in LATCHKEY_CHROMIUM.',
  )
}

const findAwsCli = () =>
  firstPresent([
    process.env['LATCHKEY_AWS_CLI'],
    '/usr/bin/aws',
    '/usr/local/bin/aws',
    '/opt/homebrew/bin/aws',
  ])

/** The path of the AWS CLI, installed if that is possible; undefined where it is not. */
export function ensureAwsCli() {
  return findAwsCli() ?? (installDebianPackage('awscli') ? findAwsCli() : undefined)
}

const keychainPrograms = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool']

const hasKeychain = () => keychainPrograms.every(name => existsSync(join('/usr/bin', name)))

/**
 * GNOME's keychain with a session bus for it and a command that looks into it, installed if that is possible.
 *
 * @returns whether they are there
 */
export function ensureKeychain() {
  return (
    hasKeychain() ||
    (['dbus', 'gnome-keyring', 'libsecret-tools'].every(installDebianPackage) && hasKeychain())
  )
}
