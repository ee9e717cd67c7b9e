import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pinnedNode, root } from '../../scripts/installation.js'

/** A `latchkey start` that runs in a process of its own. */
export interface LatchkeyProcess {
  /** Where it answers, without a slash at the end. */
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to its first line. */
  readonly startedIn: number
  /** Everything it has written to its error output so far. */
  errors(): string
  /** Ends it in order, by SIGTERM. */
  stop(): Promise<void>
  /** Ends it at once, by SIGKILL. */
  kill(): Promise<void>
}

/**
 * Starts the built command; resolves once it says that it is ready.
 *
 * @param nodeOptions for the Node that runs it, such as `--max-old-space-size=128`
 */
export async function startLatchkey(
  args: readonly string[] = ['--in-memory'],
  nodeOptions: readonly string[] = [],
): Promise<LatchkeyProcess> {
  const began = performance.now()
  const command = join(root, 'packages/cli/dist/latchkey.mjs')
  const port = args.includes('--port') ? [] : ['--port', '0']
  const child = spawn(pinnedNode, [...nodeOptions, command, 'start', '--json', ...port, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that fails half-way must not leave a server behind.
  const killLate = () => child.kill('SIGKILL')
  process.once('exit', killLate)
  child.once('exit', () => process.off('exit', killLate))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text
  })
  const line = await firstLine(child, () => errors)
  const { url, pid } = JSON.parse(line) as { url: string; pid: number }
  return {
    url,
    pid,
    startedIn: performance.now() - began,
    errors: () => errors,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`latchkey start ended with code ${code}: ${errors()}`)))
    createInterface({ input: child.stdout! }).once('line', resolve)
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
