#!/usr/bin/env node
/**
 * The `latchkey` command's first step: finds what to run and a Node that can run it, so that the command also works
 * from a clone on a machine whose own Node is older than 22.13. Plain JavaScript that Node 20 understands.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const built = join(home, 'dist', 'latchkey.mjs')
const source = join(home, 'src', 'latchkey.ts')

/** @param {string} version */
function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13)
}

/** The Node that a clone pins, looked for upwards from here. */
function pinnedNode() {
  for (let folder = home; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'node', 'bin', 'node')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) return undefined
  }
}

/** Runs the program in another Node; that one ends when this process does, however it ends. */
async function runIn(/** @type {string} */ node, /** @type {string[]} */ args) {
  const { spawn } = await import('node:child_process')
  const child = spawn(node, [...args, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, LATCHKEY_PARENT: 'waits' },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both processes itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}

if (existsSync(built) && isRecentEnough(process.versions.node)) {
  await import(built)
} else {
  const node = isRecentEnough(process.versions.node) ? process.execPath : pinnedNode()
  const quiet = '--disable-warning=ExperimentalWarning'
  if (!node) {
    console.error(`latchkey needs Node 22.13 or later; this is ${process.versions.node}.`)
    process.exitCode = 1
  } else if (existsSync(built)) {
    await runIn(node, [quiet, built])
  } else if (existsSync(source)) {
    await runIn(node, [quiet, '--conditions=latchkey-source', source])
  } else {
    console.error('latchkey is not built: run npm install in its repository.')
    process.exitCode = 1
  }
}
