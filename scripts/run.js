/**
 * Sets up what is missing, then runs a program of this repository in the Node that it pins: `npm start` is the demo,
 * `npm run benchmark` the benchmarks. Arguments go to the program (`npm start -- --port 0`).
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, pinnedNode, root } from './installation.js'

try {
  ensureInstalled()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const [program = '', ...args] = process.argv.slice(2)
const child = spawn(
  pinnedNode,
  ['--conditions=latchkey-source', '--disable-warning=ExperimentalWarning', join(root, program), ...args],
  { cwd: root, stdio: 'inherit' },
)
// Ctrl-C reaches the child by itself; this process waits for its orderly end.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
}
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
