import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pinnedNode, root } from '../../scripts/installation.js'
import { freePort } from '../../tests/harness/free-port.ts'
import { addUsersToFile } from './cognito-local-file.ts'

/** A server that was started for a measurement. */
export interface Running {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to its first answer. */
  readonly startedIn: number
  stop(): Promise<void>
}

/** A server that takes part, run as its users run it, with the same Node. */
export interface Contender {
  readonly name: string
  /** Starts it on a folder that keeps its data. */
  start(folder: string): Promise<Running>
  /**
   * Adds users to a pool while it does not run. Only for a contender that takes minutes to sign up thousands; the
   * others sign all of them up.
   */
  readonly addUsers?: (folder: string, userPoolId: string, usernames: readonly string[]) => void
}

const ours = (
  name: string,
  storage: (folder: string) => string[],
  env: Record<string, string> = {},
): Contender => ({
  name,
  start: folder =>
    run(folder, port => ({
      args: [
        join(root, 'packages/cli/dist/latchkey.mjs'),
        'start',
        '--json',
        '--port',
        port,
        ...storage(folder),
      ],
      env,
    })),
})

/** Ours, writing durably to its embedded database. */
export const latchkey: Contender = ours('latchkey', folder => ['--data', folder])

/** Ours on a PostgreSQL. */
export const latchkeyOn = (database: string, rootKey: string): Contender =>
  ours('latchkey on PostgreSQL', () => ['--database', database], { LATCHKEY_ROOT_KEY: rootKey })

/** The emulator that most projects use, from npm, as a black box. */
export const cognitoLocal: Contender = {
  name: 'cognito-local',
  start: (folder: string) =>
    run(folder, port => ({
      args: [join(root, 'node_modules/cognito-local/lib/bin/start.js')],
      env: { PORT: port, HOST: '127.0.0.1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
    })),
  addUsers: addUsersToFile,
}

async function run(
  cwd: string,
  command: (port: string) => { args: string[]; env: Record<string, string> },
): Promise<Running> {
  const port = await freePort()
  const { args, env } = command(String(port))
  const began = performance.now()
  const child = spawn(pinnedNode, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      said = (said + text).slice(-2000)
    })
  }
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await firstAnswer(url, () => {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with code ${child.exitCode}: ${said}`)
  })
  return {
    url,
    pid: child.pid!,
    startedIn: performance.now() - began,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 3000)
      await exited
      clearTimeout(late)
    },
  }
}

/** Asks for what every such server answers, until one does. */
async function firstAnswer(url: string, requireAlive: () => void): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/health-of-nobody`).catch(() => undefined)
    if (response) {
      await response.arrayBuffer()
      return
    }
    requireAlive()
    await pause(5)
  }
}
